import type { ForeignKey, Schema, TableName } from '../../schema/model.ts'
import { constraintExists, constraintMissing, constraintValid } from '../../sql/checks.ts'
import { renameConstraint } from '../../sql/ddl.ts'
import { orphansVerification } from '../add-foreign-key.ts'
import { addForeignKeyParts, dropForeignKeyPart } from '../foreign-key-parts.ts'
import { isTable } from '../fold.ts'
import { displayName, temporaryName } from '../names.ts'
import type { ContractPart, PlanContext } from '../operation.ts'
import { beforeSwap, isSwappedKey, swapGroup, swapsOf, type ChangeType } from '../shadow.ts'
import { onlyIf, constraintThere } from './only-if.ts'

interface PlacedKey {
  readonly table: TableName
  readonly key: ForeignKey
}

const keysOf = (context: PlanContext, schema: Schema): readonly PlacedKey[] =>
  schema.tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => isSwappedKey(context, table, key))
      .map((key) => ({ table: { schema: table.schema, name: table.name }, key })),
  )

/** A foreign key of a table that moves may have got its new name in expand. */
function nameUntilSwap({ changes }: PlanContext, { table, key }: PlacedKey): ForeignKey {
  const renamed = changes.find((change) => change.kind === 'renameConstraint' && isTable(table)(change.table) && change.from === key.name)
  return renamed?.kind === 'renameConstraint' ? { ...key, name: renamed.to } : key
}

/** The old foreign key's ON DELETE and ON UPDATE write into the old column; the new one's into the shadow, whom the old one then follows. */
export const isWrittenByForeignKey = ({ before, after }: PlanContext, table: TableName, column: string): boolean =>
  [before, after].some(({ tables }) => tables.find(isTable(table))?.foreignKeys.some(({ columns }) => columns.includes(column)) ?? false)

const newName = (context: PlanContext, { table, key }: PlacedKey): string => temporaryName(context.tag, table.name, key.name)

/** The foreign key over the shadows, on whichever side there are some. */
const overShadows = (context: PlanContext, { table, key }: PlacedKey): ForeignKey => ({
  ...key,
  columns: beforeSwap(context, table, key.columns),
  references: { ...key.references, columns: beforeSwap(context, key.references, key.references.columns) },
})

/**
 * All foreign keys over swapped columns, once a plan: each is added over the shadows and validated while the old one holds; then the old ones go, since
 * the primary keys that they need are swapped; each gets its name with the columns of its table.
 */
export function swapForeignKeys(context: PlanContext, change: ChangeType): readonly ContractPart[] {
  if (context.changes.find(({ kind }) => kind === 'changeType') !== change) return []
  const added = keysOf(context, context.after)
  return [
    ...added.flatMap((placed) =>
      addForeignKeyParts('foreignKey', 'validateForeignKey', placed.table, overShadows(context, placed), newName(context, placed)),
    ),
    ...keysOf(context, context.before).map((placed): ContractPart => {
      const { table } = placed
      const key = nameUntilSwap(context, placed)
      const successor = added.find((one) => isTable(table)(one.table) && one.key.name === key.name)
      return {
        ...dropForeignKeyPart('swapForeignKey', table, key),
        precheck: successor === undefined ? [] : [constraintValid(table, newName(context, successor))],
      }
    }),
    ...added.map((placed) => renamePart(context, placed)),
  ]
}

function renamePart(context: PlanContext, placed: PlacedKey): ContractPart {
  const { table, key } = placed
  const name = newName(context, placed)
  return {
    slot: 'swap',
    table,
    ...swapGroup(context, table),
    key: `renameForeignKey.${key.name}`,
    label: `the foreign key over the new columns of ${displayName(table)} is ${key.name}`,
    safety: 'tightening',
    execute: [onlyIf(constraintThere(table, name), [renameConstraint(table, name, key.name)])],
    precheck: swapsOf(context, table).length > 0 ? [] : [constraintExists(table, name)],
    postcheck: [constraintValid(table, key.name), constraintMissing(table, name)],
  }
}

/** Where two values may become one, or an answer says what becomes of them, a row may refer to nothing afterwards. */
export const swappedOrphans = (context: PlanContext, change: ChangeType) =>
  keysOf(context, context.after)
    .filter(({ table, key }) => {
      const swaps = [
        ...swapsOf(context, table).filter(({ from }) => key.columns.includes(from.name)),
        ...swapsOf(context, key.references).filter(({ from }) => key.references.columns.includes(from.name)),
      ].filter(({ conversion }) => conversion.mayCollide || conversion.given)
      return swaps[0] === change
    })
    .map((placed) => {
      const { id, label, hint, ...verification } = orphansVerification(context, placed.table, overShadows(context, placed))
      return { ...verification, id: `${id}.swap`, label: `${label}, once they are converted`, hint: hint.replace(/, or plan again.*/, '') }
    })
