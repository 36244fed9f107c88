import type { PrimaryKey, Table } from '../schema/model.ts'
import { keyTiming, leavingColumns } from '../schema/primary-key.ts'
import { found, type Findings } from './findings.ts'
import { fieldOf, listed, modelName, sameList } from './names.ts'
import type { Refusal } from './question.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

/** Another name is metadata; other columns take over at a moment when both clients have a key to find rows by, or never. */
export function diffPrimaryKey(pair: TablePair): Findings {
  const [from, to] = [pair.before.primaryKey, pair.after.primaryKey]
  const table = nameOfTable(pair.after)
  if (!sameList(from?.columns ?? [], to?.columns ?? [])) {
    const refusal = keyRefusal(pair)
    return refusal === null ? found({ changes: [{ kind: 'changePrimaryKey', table, from, to }] }) : found({ refusals: [refusal] })
  }
  if (from === null || to === null || from.name === to.name) return found({})
  return found({ changes: [{ kind: 'renameConstraint', table, constraint: 'primaryKey', from: from.name, to: to.name }] })
}

/** Columns of a key whose change is refused: that says it all, so nothing is asked about them. */
export function refusedKeyColumns(pair: TablePair): ReadonlySet<string> {
  const [from, to] = [pair.before.primaryKey?.columns ?? [], pair.after.primaryKey?.columns ?? []]
  return new Set(sameList(from, to) || keyRefusal(pair) === null ? [] : [...from, ...to])
}

function keyRefusal(pair: TablePair): Refusal | null {
  const { before, after } = pair
  const model = modelName(after)
  const about = { model, field: null }
  const change = `The primary key of ${model} changes from ${fieldsOf(before, before.primaryKey)} to ${fieldsOf(after, after.primaryKey)}`
  const renamed = renamedColumn(pair)
  if (renamed !== null) {
    const { from, to } = renamed
    return {
      ...about,
      code: 'primary-key-renamed',
      message: `${change} by a rename, and until the backfill has copied every row, code could not find rows by ${to.field}.`,
      hint:
        `If only the name in the code matters, \`${to.field} ... @map("${from.name}")\` changes no database at all. Else make two plans of it: first add ${to.field} ` +
        `as a required ${keyIsComposite(pair) ? `field that is in a @@unique` : '@unique field'} with --fill '${model}.${to.field}=${from.name}'; when that plan is contracted, change the primary key and drop ${from.field}.`,
    }
  }
  const typed = retypedColumn(pair)
  if (typed !== null) {
    return {
      ...about,
      code: 'primary-key-change-retyped',
      message: `${change}, and ${model}.${typed} changes its type in the same plan.`,
      hint: `Make two plans of it: first the new type of ${typed}; when that plan is contracted, the new primary key.`,
    }
  }
  if (keyTiming(before, after) !== 'impossible') return null
  const leaving = leavingColumns(before, after).map((name) => fieldOf(before, name))
  const come = (after.primaryKey?.columns ?? []).filter(
    (name) => !before.columns.some((column) => column.name === name && !column.nullable),
  )
  return {
    ...about,
    code: 'primary-key-not-ready',
    message:
      `${change}, and ${listed(leaving)} ${leaving.length === 1 ? 'goes' : 'go'} with it: while both releases run, ` +
      `${model} would have no key over required fields that both before and after contract name its rows.`,
    hint: twoPlans(pair, leaving, come),
  }
}

/** The way out: first the new key beside the old one, then the change, when both are there. */
function twoPlans(pair: TablePair, leaving: readonly string[], come: readonly string[]): string {
  const { after } = pair
  const model = modelName(after)
  const fields = (after.primaryKey?.columns ?? []).map((name) => fieldOf(after, name))
  const added = come.map((name) => fieldOf(after, name))
  const keep = `keep ${listed(leaving)} as ${leaving.length === 1 ? 'it is' : 'they are'}`
  const unique =
    fields.length === 0
      ? `give ${model} a @unique over required fields`
      : fields.length === 1
        ? `make ${fields.join()} a required @unique field of ${model}`
        : `${added.length === 0 ? '' : `make ${listed(added)} required in ${model}, `}add @@unique([${fields.join(', ')}])`
  const then =
    fields.length === 0
      ? 'take the @id away'
      : `make ${fields.length === 1 ? `${fields.join()} the @id` : `it @@id([${fields.join(', ')}])`}`
  const gone = leaving.filter((field) => after.columns.every((column) => column.field !== field))
  const drop = gone.length === 0 ? '' : ` and drop ${listed(gone)}`
  return `${onlyName(pair)}Make two plans of it: first ${unique} and ${keep}; when that plan is contracted, ${then}${drop}.`
}

/** One column goes from the key and one of its type comes: perhaps it is only called something else. */
function onlyName({ before, after }: TablePair): string {
  const gone = before.columns.filter((column) => isIn(before, column.name) && after.columns.every(({ name }) => name !== column.name))
  const come = after.columns.filter((column) => isIn(after, column.name) && before.columns.every(({ name }) => name !== column.name))
  const [[from], [to]] = [gone, come]
  if (from === undefined || to === undefined || gone.length + come.length > 2 || from.type !== to.type) return ''
  return `If ${to.field} is ${from.field} under another name, \`${to.field} ... @map("${from.name}")\` changes no database at all. Else: `
}

const isIn = ({ primaryKey }: Table, column: string): boolean => primaryKey?.columns.includes(column) === true

const keyIsComposite = ({ after }: TablePair): boolean => (after.primaryKey?.columns.length ?? 0) > 1

const fieldsOf = (table: Table, key: PrimaryKey | null): string =>
  key === null ? 'none' : `(${key.columns.map((column) => fieldOf(table, column)).join(', ')})`

/** A column of either key that an answer renames. */
function renamedColumn({
  before,
  after,
  book,
}: TablePair): { readonly from: Table['columns'][number]; readonly to: Table['columns'][number] } | null {
  const inKey = new Set([...(before.primaryKey?.columns ?? []), ...(after.primaryKey?.columns ?? [])])
  for (const from of before.columns.filter(({ name }) => after.columns.every((column) => column.name !== name))) {
    const target = book.rename(`${modelName(before)}.${from.field}`)
    const to = after.columns.find(({ field, name }) => field === target && before.columns.every((column) => column.name !== name))
    if (to !== undefined && (inKey.has(from.name) || inKey.has(to.name))) return { from, to }
  }
  return null
}

function retypedColumn({ before, after }: TablePair): string | null {
  const inKey = [...(before.primaryKey?.columns ?? []), ...(after.primaryKey?.columns ?? [])]
  const found = after.columns.find(
    (to) => inKey.includes(to.name) && before.columns.some(({ name, type }) => name === to.name && type !== to.type),
  )
  return found?.field ?? null
}
