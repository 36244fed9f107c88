import type { Column, Index } from '../schema/model.ts'
import type { DuplicateRule, SchemaChange } from './change.ts'
import { found, type Findings } from './findings.ts'
import { flagText } from './flags.ts'
import { fieldKey, firstFieldKey, modelName } from './names.ts'
import type { Refusal } from './question.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

const sameDefinition = (left: Index, right: Index): boolean => left.unique === right.unique && left.definition === right.definition

/** Takes what equals out of both lists. */
function matched(from: readonly Index[], to: readonly Index[], equal: (left: Index, right: Index) => boolean) {
  const rest = [...to]
  const pairs: { readonly from: Index; readonly to: Index }[] = []
  const gone = from.filter((index) => {
    const at = rest.findIndex((candidate) => equal(index, candidate))
    const [partner] = at < 0 ? [] : rest.splice(at, 1)
    if (partner !== undefined) pairs.push({ from: index, to: partner })
    return partner === undefined
  })
  return { pairs, gone, come: rest }
}

/** Indexes match by name and definition, then by definition alone: that is a rename. A unique index is never an index. */
export function diffIndexes(pair: TablePair): Findings {
  const { before, after, book } = pair
  const table = nameOfTable(after)
  const kept = matched(before.indexes, after.indexes, (left, right) => left.name === right.name && sameDefinition(left, right))
  const renamed = matched(kept.gone, kept.come, sameDefinition)
  const refusals: Refusal[] = []
  const created = renamed.come.map((index): SchemaChange => {
    if (!index.unique) return { kind: 'createIndex', table, index }
    const duplicates = book.duplicates(firstFieldKey(after, index)) ?? 'refuse'
    const refusal = ruleRefusal(pair, index, duplicates)
    if (refusal !== null) refusals.push(refusal)
    return { kind: 'addUnique', table, index, duplicates }
  })
  return found({
    refusals,
    changes: [
      ...renamed.pairs.map(({ from, to }): SchemaChange => ({ kind: 'renameIndex', table, from: from.name, to: to.name })),
      ...created,
      ...renamed.gone.map((index): SchemaChange => ({ kind: index.unique ? 'dropUnique' : 'dropIndex', table, index })),
    ],
  })
}

const isText = ({ type }: Column): boolean => /^(TEXT|CITEXT|VARCHAR\b.*)$/.test(type) && !type.endsWith('[]')

/** Rows that lose their value lose it in the last column of the index. */
function ruleRefusal({ after }: TablePair, index: Index, rule: DuplicateRule): Refusal | null {
  const column = after.columns.find(({ name }) => name === index.columns.at(-1))
  if (column === undefined) return null
  const flag = flagText('duplicates', `${firstFieldKey(after, index)}:${rule}`)
  const about = { model: modelName(after), field: column.field }
  if (rule === 'null' && !column.nullable) {
    return {
      ...about,
      code: 'duplicates-null-required',
      message: `${flag} would write NULL into ${fieldKey(after, column)}, which is required.`,
      hint: 'Choose :suffix, :delete or :refuse, or make the field optional.',
    }
  }
  if (rule === 'suffix' && !isText(column)) {
    return {
      ...about,
      code: 'duplicates-suffix-type',
      message: `${flag} would append text to ${fieldKey(after, column)}, which is ${column.type}.`,
      hint: `Choose ${column.nullable ? ':null, ' : ''}:delete or :refuse.`,
    }
  }
  return null
}
