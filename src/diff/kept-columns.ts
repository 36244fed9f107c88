import type { Column, ColumnDefault } from '../schema/model.ts'
import { requiredFieldAnswers } from './fill-answers.ts'
import { found, together, type Findings } from './findings.ts'
import { flagText } from './flags.ts'
import { fieldKey, modelName } from './names.ts'
import type { Refusal } from './question.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'
import { isWidening } from './widening.ts'

const isSequence = (value: ColumnDefault | null): boolean => value?.kind === 'sequence'

const sameDefault = (left: ColumnDefault | null, right: ColumnDefault | null): boolean => JSON.stringify(left) === JSON.stringify(right)

/** A column that is on both sides: type, default, nullability. */
export function keptColumn(pair: TablePair, from: Column, to: Column): Findings {
  const refusal = refusalOf(pair, from, to)
  if (refusal === null) return together([widening(pair, from, to), nullability(pair, from, to), defaults(pair, from, to)])
  pair.book.fill(fieldKey(pair.after, to))
  return found({ refusals: [refusal] })
}

function refusalOf({ after }: TablePair, from: Column, to: Column): Refusal | null {
  const about = { model: modelName(after), field: to.field }
  const key = fieldKey(after, to)
  if (from.type !== to.type && !isWidening(from.type, to.type)) {
    const successor = `${to.field}New`
    return {
      ...about,
      code: 'type-change-not-staged',
      message: `${key} changes its type from ${from.type} to ${to.type}, which this release does not stage.`,
      hint:
        `Leave ${to.field} as it was and add the new type as a field of another name; ` +
        `plan that with ${flagText('fill', `${modelName(after)}.${successor}=<sql expression over ${from.name}>`)}, and drop ${to.field} when no code reads it.`,
    }
  }
  if (isSequence(from.default) !== isSequence(to.default)) {
    return {
      ...about,
      code: 'autoincrement-change-not-staged',
      message: `autoincrement() is ${isSequence(to.default) ? 'added to' : 'removed from'} ${key}, which this release does not stage on a column that exists.`,
      hint: isSequence(to.default)
        ? `Add a new field with @default(autoincrement()) instead, or leave ${to.field} as it was.`
        : `Leave @default(autoincrement()) on ${to.field}: code that always gives a value never uses it.`,
    }
  }
  return null
}

const widening = ({ after }: TablePair, from: Column, to: Column): Findings =>
  from.type === to.type
    ? found({})
    : found({ changes: [{ kind: 'widenColumn', table: nameOfTable(after), column: to.name, from: from.type, to: to.type }] })

function nullability(pair: TablePair, from: Column, to: Column): Findings {
  const { before, after, book } = pair
  const table = nameOfTable(after)
  if (from.nullable === to.nullable) return found({})
  if (to.nullable) return found({ changes: [{ kind: 'dropNotNull', table, column: to }] })
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
  if (to.default !== null) return found({ changes: [{ kind: 'setDefault', table, column: to.name, from: from.default, to: to.default }] })
  return from.default === null ? found({}) : found({ changes: [{ kind: 'dropDefault', table, column: to.name, from: from.default }] })
}
