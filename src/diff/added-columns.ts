import type { Column } from '../schema/model.ts'
import type { Fill } from './change.ts'
import { newFieldAnswers } from './fill-answers.ts'
import { found, type Findings } from './findings.ts'
import { fieldKey, modelName } from './names.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

/** What the rows that are there get when nobody was asked: a volatile default's value; a sequence is the operation's own. */
const ownFill = ({ default: value }: Column): Fill | null =>
  value?.kind === 'volatile' ? { kind: 'expression', sql: value.sql, sources: [] } : null

/** A new column of a table that has rows. */
export function addedColumn({ before, after, book }: TablePair, column: Column): Findings {
  const key = fieldKey(after, column)
  const answer = book.fill(key)
  if (answer === undefined && !column.nullable && column.default === null) {
    return found({
      questions: [
        {
          id: `fill:${key}`,
          kind: 'fill',
          model: modelName(after),
          field: column.field,
          text: `Which value do the existing rows get in the new required field ${key}?`,
          answers: newFieldAnswers(before, after, column),
        },
      ],
    })
  }
  const resolved = answer === undefined ? null : resolveFill({ before, after, column, owner: after, flag: 'fill' }, answer)
  if (resolved !== null && resolved.kind !== 'none' && resolved.sources.includes(column.name)) {
    return found({
      refusals: [
        {
          code: 'fill-reads-itself',
          model: modelName(after),
          field: column.field,
          message: `--fill ${key} reads ${column.name} itself, which is new and has no value yet.`,
          hint: `Compute ${column.name} from the other columns of ${modelName(after)}.`,
        },
      ],
    })
  }
  // "No row needs one" is what an optional column is without a fill.
  const given = resolved?.kind === 'none' && (column.nullable || column.default !== null) ? null : resolved
  return found({ changes: [{ kind: 'addColumn', table: nameOfTable(after), column, fill: given ?? ownFill(column) }] })
}
