import type { ChangeOf } from '../diff/change.ts'
import type { Index, PrimaryKey, TableName } from '../schema/model.ts'
import { plainDefinition } from '../schema/primary-key.ts'
import { columnRenamer, renameQuoted } from '../schema/readdress.ts'
import { constraintExists, constraintMissing } from '../sql/checks.ts'
import { dropConstraint, renameIndex } from '../sql/ddl.ts'
import { addPrimaryKeyUsing, dropIndexNow } from '../sql/rekey-ddl.ts'
import type { Check, Statement } from '../sql/statement.ts'
import { buildIndex, removeIndex } from './create-index.ts'
import { withJoinTableKeys } from './fold.ts'
import { moveOf } from './moves.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext } from './operation.ts'
import { staged } from './staged.ts'

type RekeyJoinTable = ChangeOf<'rekeyJoinTable'>
type Keys = RekeyJoinTable['from']

const same = (left: Index, right: Index): boolean => left.unique === right.unique && left.definition === right.definition

/** The index that becomes the primary key: one that is there, or one under the key's own name. */
const indexOf = ({ columns, name }: PrimaryKey): Index => ({ name, unique: true, columns, definition: plainDefinition(columns) })

interface Rekeying {
  /** To be built while nothing is locked. */
  readonly builds: readonly Index[]
  /** Then, in one transaction; nothing in it reads the table. */
  readonly statements: readonly Statement[]
}

function rekey(table: TableName, from: Keys, to: Keys): Rekeying {
  const unique = to.primaryKey === null ? null : (from.indexes.find((index) => same(index, indexOf(to.primaryKey as PrimaryKey))) ?? null)
  const key = to.primaryKey === null ? null : (unique ?? indexOf(to.primaryKey))
  const rest = from.indexes.filter((index) => index !== unique)
  const partner = (index: Index): Index | undefined => rest.find((old) => same(old, index))
  const kept = to.indexes.flatMap((index) => partner(index) ?? [])
  return {
    builds: [...(key !== null && unique === null ? [key] : []), ...to.indexes.filter((index) => partner(index) === undefined)],
    statements: [
      ...(from.primaryKey === null ? [] : [dropConstraint(table, from.primaryKey.name)]),
      ...(key === null || to.primaryKey === null ? [] : [addPrimaryKeyUsing(table, to.primaryKey.name, key.name)]),
      ...rest.filter((index) => !kept.includes(index)).map((index) => dropIndexNow(table, index.name)),
      ...to.indexes.flatMap((index) => {
        const old = partner(index)
        return old === undefined || old.name === index.name ? [] : [renameIndex(table, old.name, index.name)]
      }),
    ],
  }
}

/** The table as it is called before the plan's move, and an index over its columns then. */
function beforeMove({ changes }: PlanContext, table: TableName): { readonly table: TableName; readonly index: (index: Index) => Index } {
  const move = moveOf(changes, table)
  if (move === undefined) return { table, index: (index) => index }
  const rename = columnRenamer(move.columns.map(({ from, to }) => ({ from: to, to: from })))
  return {
    table: { schema: move.from.schema, name: move.from.name },
    index: (index) => ({ ...index, columns: index.columns.map(rename), definition: renameQuoted(index.definition, rename) }),
  }
}

/**
 * Row 29 of the catalogue: Prisma wants a primary key over A and B of a join table, and an index over B, and cannot say in a schema that
 * there is anything else. So all of it happens in expand; no client knows a join table's key.
 */
export const rekeyJoinTable: Operation<'rekeyJoinTable'> = {
  kind: 'rekeyJoinTable',
  describe: ({ table, from }) =>
    from.primaryKey === null
      ? `the unique index of the join table ${displayName(table)} becomes its primary key`
      : `the join table ${displayName(table)} gets its key and index in the new order of its columns`,
  apply: ({ table, to }, schema) => withJoinTableKeys(schema, table, to),
  applyExpand: ({ table, to }, schema) => withJoinTableKeys(schema, table, to),
  plan({ table, from, to }, context) {
    const isMoved = moveOf(context.changes, table) !== undefined
    const [forth, back] = [rekey(table, from, to), rekey(table, to, from)]
    const old = beforeMove(context, table)
    const name = displayName(table)
    return staged({
      expand: [
        ...forth.builds.map((index) => buildIndex('prepare', old.table, old.index(index))),
        {
          slot: isMoved ? 'move' : 'alter',
          table,
          key: 'rekey',
          label: `${to.primaryKey?.name ?? 'no key'} becomes the primary key of ${name}, over an index that is there`,
          safety: 'widening',
          execute: forth.statements,
          precheck: [],
          postcheck: to.primaryKey === null ? [] : [constraintExists(table, to.primaryKey.name)],
        },
      ],
      undo: [
        ...back.builds.map((index) => buildIndex('unique', table, index)),
        {
          slot: isMoved ? 'move' : 'tighten',
          table,
          key: 'rekey',
          label: `${name} gets its former key again`,
          safety: 'tightening',
          execute: back.statements,
          precheck: [],
          postcheck: isMoved ? [] : formerKey(table, from, to),
        },
        // Only where expand stopped between the two.
        ...forth.builds.map((index) => removeIndex('dropPrepared', old.table, index)),
      ],
    })
  },
}

const formerKey = (table: TableName, from: Keys, to: Keys): readonly Check[] => [
  ...(from.primaryKey === null ? [] : [constraintExists(table, from.primaryKey.name)]),
  ...(to.primaryKey === null ? [] : [constraintMissing(table, to.primaryKey.name)]),
]
