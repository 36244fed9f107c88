import type { ChangeOf } from '../diff/change.ts'
import { findTable } from '../schema/lookup.ts'
import type { TableName } from '../schema/model.ts'
import { columnRenamer, type TableMove } from '../schema/readdress.ts'
import { dropView, isTableNow, isViewNow, moveTable as moveSql, nameIsFree, renameSequence, reversed } from '../sql/move-ddl.ts'
import { oldNameView, rowSecurityFits } from '../sql/old-name-view.ts'
import type { Statement } from '../sql/statement.ts'
import { viewDependents } from './view-dependents.ts'
import { namedByTriggers } from './moved-triggers.ts'
import { applyMove } from './moves.ts'
import { displayName } from './names.ts'
import type { ContractPart, ExpandPart, Operation } from './operation.ts'
import { staged } from './staged.ts'

type MoveTable = ChangeOf<'moveTable'>

const nameOf = ({ schema, name }: TableName): TableName => ({ schema, name })

const moveOfChange = ({ from, table, columns }: MoveTable): TableMove => ({ from: nameOf(from), to: table, columns })

/** The sequences that come along, under the names that Prisma would give them. */
function sequences({ from, columns }: MoveTable, move: TableMove, back: boolean): readonly Statement[] {
  const rename = columnRenamer(columns)
  return from.columns.flatMap(({ name, default: value }) => {
    if (value?.kind !== 'sequence') return []
    const statement = back ? renameSequence(move, rename(name), name) : renameSequence(move, name, rename(name))
    return statement === null ? [] : [statement]
  })
}

/** Last in the transaction of the move, after whatever else happens to the table there: a view holds its columns' types. */
export function oldNameViewPart(change: MoveTable): ExpandPart {
  const { from, table } = change
  return {
    slot: 'move',
    table,
    key: 'view',
    label: `a view keeps the name ${displayName(from)}, and its columns' names, for the old application`,
    safety: 'additive',
    execute: oldNameView(from, moveOfChange(change)),
    precheck: [],
    postcheck: [isViewNow(from, true)],
  }
}

/** Last of all that undo does to the table: everything else knows it by its new name. */
export function moveBackPart(change: MoveTable): ContractPart {
  const { from, table } = change
  const [move, back] = [moveOfChange(change), reversed(moveOfChange(change))]
  return {
    slot: 'move',
    table,
    key: 'moveBack',
    label: `drop the view ${displayName(from)}; ${displayName(table)} becomes ${displayName(from)} again`,
    safety: 'widening',
    execute: [dropView(move.from), moveSql(back), ...sequences(change, back, true)],
    precheck: [],
    postcheck: [isTableNow(from), nameIsFree(table)],
  }
}

const columnsText = ({ columns }: MoveTable): string =>
  columns.length === 0 ? '' : `, ${columns.map(({ from, to }) => `${from} to ${to}`).join(', ')}`

/**
 * Rows 12, 29 and 30 of the catalogue: the table itself gets its new name (or schema) at once, which reads no row, and a view takes the
 * old one until contract. Its columns can be renamed on the way, since the view keeps their old names. Foreign keys follow by themselves.
 */
export const moveTable: Operation<'moveTable'> = {
  kind: 'moveTable',
  describe: (change) =>
    change.from.name === change.table.name
      ? `move table ${displayName(change.from)} to ${displayName(change.table)}${columnsText(change)}`
      : `rename table ${displayName(change.from)} to ${displayName(change.table)}${columnsText(change)}`,
  apply: applyMove,
  applyExpand: applyMove,
  plan(change, { after }) {
    const { table, from } = change
    const move = moveOfChange(change)
    const [old, now] = [displayName(from), displayName(table)]
    const schema = from.schema === table.schema ? null : (table.schema ?? 'public')
    return staged({
      expand: [
        {
          slot: 'move',
          table,
          key: 'move',
          label: `${old} becomes ${now}${columnsText(change)}`,
          safety: 'widening',
          execute: [moveSql(move), ...sequences(change, move, false)],
          precheck: [isTableNow(from), nameIsFree(table), rowSecurityFits(from)],
          postcheck: [isTableNow(table)],
        },
      ],
      requires: namedByTriggers(change),
      verifications: [viewDependents(nameOf(from), table)],
      contract: [
        {
          slot: 'dropView',
          table: nameOf(from),
          key: 'dropView',
          label: `drop the view ${old}: the application that knows ${now} by that name is gone`,
          safety: 'tightening',
          execute: [dropView(nameOf(from))],
          precheck: [],
          postcheck: [isViewNow(from, false)],
        },
      ],
      gates: [
        `Nothing but the old release uses the name ${old} any more: raw SQL, functions, reports and other services write ${now}. Until contract it is a view, after it it is gone.`,
        ...(schema === null ? [] : [`The roles of the application have USAGE on the schema ${schema}.`]),
      ],
      notes:
        from.name === table.name || from.model === null || findTable(after, table)?.model === null
          ? []
          : [
              `${old} is renamed in the database. If only the name in the code matters, \`@@map(${JSON.stringify(from.name)})\` changes no database at all.`,
            ],
    })
  },
}
