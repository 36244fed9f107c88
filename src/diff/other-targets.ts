import { sameTable } from '../schema/lookup.ts'
import type { ForeignKey, Schema, TableName } from '../schema/model.ts'
import type { SchemaChange } from './change.ts'
import { fieldOf, modelName } from './names.ts'
import type { Refusal } from './question.ts'

interface TableKey {
  readonly table: TableName
  readonly key: ForeignKey
}

/** What a value of a column must be: the value of a column of another table. */
interface Target {
  readonly table: TableName
  readonly column: string
}

/**
 * A column that refers to another table than before. The old foreign key holds until contract and the new one from then on, so while both
 * releases run no value would be right for both: what the new release writes, the old key forbids.
 */
export function otherTargets(before: Schema, after: Schema, changes: readonly SchemaChange[]): readonly Refusal[] {
  const [gone, come] = [goneKeys(changes), comeKeys(changes)]
  return gone.flatMap(({ table, key }) =>
    key.columns.flatMap((column): readonly Refusal[] => {
      const [tableNow, columnNow] = [nameNow(changes, table), columnNameNow(changes, table, column)]
      const target = targetNow(changes, key, column)
      const keys = come.filter((one) => sameTable(one.table, tableNow) && one.key.columns.includes(columnNow)).map((one) => one.key)
      if (keys.length === 0 || keys.some((one) => sameTarget(targetOf(one, columnNow), target))) return []
      const model = after.tables.find((one) => sameTable(one, tableNow))
      const [next] = keys
      if (model === undefined || next === undefined) return []
      const [from, to] = [modelOf(before, key.references), modelOf(after, next.references)]
      const field = fieldOf(model, columnNow)
      const said = { before: `${from}.${columnOf(before, key, column)}`, after: `${to}.${columnOf(after, next, columnNow)}` }
      return [
        {
          code: 'relation-target-changed',
          model: modelName(model),
          field,
          message: `${modelName(model)}.${field} refers to ${said.before} until contract and to ${said.after} from then on: while both releases run, no value of it would be right for both.`,
          hint:
            `Give the relation to ${to} a column of its own (another name, or @map), fill that by --fill, and drop the old one` +
            (from === to ? '.' : `; or, where ${to} is ${from} under another name, answer --rename ${from}:${to}.`),
        },
      ]
    }),
  )
}

const goneKeys = (changes: readonly SchemaChange[]): readonly TableKey[] =>
  changes.flatMap((change) => {
    if (change.kind === 'changeForeignKey') return [{ table: change.table, key: change.from }]
    return change.kind === 'dropForeignKey' ? [{ table: change.table, key: change.foreignKey }] : []
  })

const comeKeys = (changes: readonly SchemaChange[]): readonly TableKey[] =>
  changes.flatMap((change) => {
    if (change.kind === 'changeForeignKey') return [{ table: change.table, key: change.to }]
    return change.kind === 'addForeignKey' ? [{ table: change.table, key: change.foreignKey }] : []
  })

const nameNow = (changes: readonly SchemaChange[], table: TableName): TableName => {
  const move = changes.find((change) => change.kind === 'moveTable' && sameTable(change.from, table))
  return move?.kind === 'moveTable' ? move.table : table
}

function columnNameNow(changes: readonly SchemaChange[], table: TableName, column: string): string {
  const now = nameNow(changes, table)
  for (const change of changes) {
    if (change.kind === 'renameColumn' && change.from.name === column && (sameTable(change.table, now) || sameTable(change.table, table)))
      return change.to.name
    if (change.kind === 'moveTable' && sameTable(change.table, now)) {
      const renamed = change.columns.find(({ from }) => from === column)
      if (renamed !== undefined) return renamed.to
    }
  }
  return column
}

const targetOf = ({ columns, references }: ForeignKey, column: string): Target => ({
  table: references,
  column: references.columns[columns.indexOf(column)] ?? '',
})

function targetNow(changes: readonly SchemaChange[], key: ForeignKey, column: string): Target {
  const old = targetOf(key, column)
  return { table: nameNow(changes, old.table), column: columnNameNow(changes, old.table, old.column) }
}

const sameTarget = (left: Target, right: Target): boolean => sameTable(left.table, right.table) && left.column === right.column

/** The field that a column of the key refers to. */
function columnOf({ tables }: Schema, key: ForeignKey, column: string): string {
  const { table, column: referenced } = targetOf(key, column)
  const found = tables.find((one) => sameTable(one, table))
  return found === undefined ? referenced : fieldOf(found, referenced)
}

const modelOf = ({ tables }: Schema, name: TableName): string => {
  const table = tables.find((one) => sameTable(one, name))
  return table === undefined ? name.name : modelName(table)
}
