import type { PrimaryKey } from '../schema/model.ts'
import { found, type Findings } from './findings.ts'
import { fieldOf, modelName, sameList } from './names.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

/** Another name is metadata; other columns are refused. */
export function diffPrimaryKey(pair: TablePair): Findings {
  const [from, to] = [pair.before.primaryKey, pair.after.primaryKey]
  if (!sameList(from?.columns ?? [], to?.columns ?? [])) return found({ refusals: [keyRefusal(pair, from, to)] })
  if (from === null || to === null || from.name === to.name) return found({})
  const table = nameOfTable(pair.after)
  return found({ changes: [{ kind: 'renameConstraint', table, constraint: 'primaryKey', from: from.name, to: to.name }] })
}

function keyRefusal({ before, after }: TablePair, from: PrimaryKey | null, to: PrimaryKey | null): Findings['refusals'][number] {
  const fields = (table: typeof before, key: PrimaryKey | null): string =>
    key === null ? 'none' : `(${key.columns.map((column) => fieldOf(table, column)).join(', ')})`
  const gone = from?.columns.find((column) => after.columns.every(({ name }) => name !== column))
  const come = to?.columns.find((column) => before.columns.every(({ name }) => name !== column))
  const rename =
    gone === undefined || come === undefined
      ? ''
      : ` If only the name in the code matters, \`${fieldOf(after, come)} ... @map("${gone}")\` changes no database at all.`
  return {
    code: 'primary-key-change-not-staged',
    model: modelName(after),
    field: null,
    message: `The primary key of ${modelName(after)} changes from ${fields(before, from)} to ${fields(after, to)}, which this release does not stage.`,
    hint: `Leave the primary key as it was; @@unique on the new columns gives code another key to find rows by.${rename}`,
  }
}
