import type { Column, ColumnDefault } from '../schema/model.ts'
import { swappedColumn } from './changed-types.ts'
import { requiredFieldAnswers } from './fill-answers.ts'
import { found, together, type Findings } from './findings.ts'
import { flagText } from './flags.ts'
import { fieldKey, modelName } from './names.ts'
import type { Refusal } from './question.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'
import { typeStrategy } from './type-strategy.ts'

const isSequence = (value: ColumnDefault | null): boolean => value?.kind === 'sequence'

const sameDefault = (left: ColumnDefault | null, right: ColumnDefault | null): boolean => JSON.stringify(left) === JSON.stringify(right)

/** A column that is on both sides: type, default, nullability. */
export function keptColumn(pair: TablePair, from: Column, to: Column): Findings {
  const refusal = refusalOf(pair, from, to)
  if (refusal === null) return together([type(pair, from, to), nullability(pair, from, to), defaults(pair, from, to)])
  pair.book.fill(fieldKey(pair.after, to))
  return found({ refusals: [refusal] })
}

/** Any other field whose new type needs another column has got one before the schemas are compared; see moved-fields.ts. */
function refusalOf({ before, after }: TablePair, from: Column, to: Column): Refusal | null {
  const key = fieldKey(after, to)
  if (from.type !== to.type && typeStrategy(from, to) === 'move') {
    const isKey = [before, after].some(({ primaryKey }) => primaryKey?.columns.includes(to.name) === true)
    const successor = `${to.field}New`
    return {
      model: modelName(after),
      field: to.field,
      code: 'type-change-not-staged',
      message:
        `${key} changes its type from ${from.type} to ${to.type}, which old clients cannot read` +
        (isKey ? ', and is part of the primary key, by which rows are visited and referred to.' : '.'),
      hint:
        `Leave ${to.field} as it was and add the new type as a field of another name, with ` +
        `${flagText('fill', `${modelName(after)}.${successor}=<sql expression over ${from.name}>`)}` +
        (isKey ? '; make it the key in the plan after that.' : `; drop ${to.field} when no code reads it.`),
    }
  }
  return null
}

function type(pair: TablePair, from: Column, to: Column): Findings {
  if (from.type === to.type) return found({})
  if (typeStrategy(from, to) === 'swap') return swappedColumn(pair, from, to)
  return found({ changes: [{ kind: 'widenColumn', table: nameOfTable(pair.after), column: to.name, from: from.type, to: to.type }] })
}

function nullability(pair: TablePair, from: Column, to: Column): Findings {
  const { before, after, book } = pair
  const table = nameOfTable(after)
  if (from.nullable === to.nullable) return found({})
  if (to.nullable) return found({ changes: [{ kind: 'dropNotNull', table, column: to }] })
  // The conversion gives rows with NULL a value too, and asks for it.
  if (from.type !== to.type && typeStrategy(from, to) === 'swap')
    return found({ changes: [{ kind: 'setNotNull', table, column: to, fill: { kind: 'none' } }] })
  const key = fieldKey(after, to)
  const answer = book.fill(key)
  if (answer === undefined) {
    return found({
      questions: [
        {
          id: `fill:${key}`,
          kind: 'fill',
          model: modelName(after),
          field: to.field,
          text: `Which value do rows with NULL get in ${key}, which becomes required?`,
          answers: requiredFieldAnswers(before, after, to, true),
        },
      ],
    })
  }
  const fill = resolveFill({ before, after, column: to, owner: after, flag: 'fill' }, answer)
  return found({ changes: [{ kind: 'setNotNull', table, column: to, fill }] })
}

function defaults({ after }: TablePair, from: Column, to: Column): Findings {
  const table = nameOfTable(after)
  if (sameDefault(from.default, to.default)) return found({})
  if (isSequence(to.default)) return found({ changes: [{ kind: 'addSequence', table, column: to, from: from.default }] })
  if (isSequence(from.default)) return found({ changes: [{ kind: 'dropSequence', table, column: to }] })
  if (to.default !== null) return found({ changes: [{ kind: 'setDefault', table, column: to.name, from: from.default, to: to.default }] })
  return from.default === null ? found({}) : found({ changes: [{ kind: 'dropDefault', table, column: to.name, from: from.default }] })
}
