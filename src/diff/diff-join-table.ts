import type { Table } from '../schema/model.ts'
import { diffColumns } from './columns.ts'
import { found, together, type Findings } from './findings.ts'
import { diffForeignKeys } from './foreign-keys.ts'
import { diffIndexes } from './indexes.ts'
import { joinColumns } from './join-tables.ts'
import { listed, modelName, sameList } from './names.ts'
import { diffPrimaryKey } from './primary-key.ts'
import type { Refusal } from './question.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

const described = (table: Table): string => `${modelName(table)} (${table.columns.map(({ name }) => name).join(', ')})`

/** What a schema cannot say of the join table of an implicit relation, so that no transition schema could have it. */
function refusalOf({ before, after }: TablePair): Refusal | null {
  const about = { model: modelName(before), field: null }
  const renamed = joinColumns(before, after)
  if (renamed !== null && renamed.length > 0) {
    return {
      ...about,
      code: 'join-table-turns',
      message: `The columns A and B of ${modelName(after)} change places, since Prisma orders them by the models' names, and the table keeps its own.`,
      hint: 'Give the relation another name too, @relation("..."): then the table moves, and keeps the old name for the old application.',
    }
  }
  if (before.model === null) return null
  const [columns, key] = [after.columns.map(({ name }) => name), after.primaryKey?.columns ?? []]
  const extra = before.columns.filter(({ name }) => !columns.includes(name)).map(({ field }) => field)
  const isKey = before.primaryKey !== null && key.every((name) => before.primaryKey?.columns.includes(name) === true)
  const actions = before.foreignKeys.filter(({ onDelete, onUpdate }) => onDelete !== 'CASCADE' || onUpdate !== 'CASCADE')
  const indexes = before.indexes.filter(({ definition }) => !after.indexes.some((index) => index.definition === definition))
  const what = [
    ...(extra.length > 0 ? [`drop ${listed(extra)}`] : []),
    ...(isKey && before.primaryKey.columns.length === key.length ? [] : [`make the two foreign keys its @@id`]),
    ...(actions.length > 0 ? ['make both relations `onDelete: Cascade, onUpdate: Cascade`'] : []),
    ...(indexes.length > 0 ? [`drop ${listed(indexes.map(({ name }) => name))}`] : []),
  ]
  if (what.length === 0) return null
  return {
    ...about,
    code: 'join-table-not-plain',
    message: `${described(before)} holds more than an implicit relation does, and a schema cannot say so of ${modelName(after)} until contract.`,
    hint: `Make two plans of it: first ${what.join('; ')}; when that plan is contracted, the implicit relation.`,
  }
}

/** The join table of an implicit relation, which may have been a model's. Nothing is asked: Prisma knows two columns of it. */
export function diffJoinTable(pair: TablePair): Findings {
  const { before, after } = pair
  const refusal = refusalOf(pair)
  if (refusal !== null) return found({ refusals: [refusal] })
  if (sameList(before.primaryKey?.columns ?? [], after.primaryKey?.columns ?? []))
    return together([diffPrimaryKey(pair), diffColumns(pair), diffIndexes(pair), diffForeignKeys(pair)])
  const keys = ({ primaryKey, indexes }: Table): Pick<Table, 'primaryKey' | 'indexes'> => ({ primaryKey, indexes })
  return together([
    found({ changes: [{ kind: 'rekeyJoinTable', table: nameOfTable(after), from: keys(before), to: keys(after) }] }),
    diffColumns(pair),
    diffForeignKeys(pair),
  ])
}
