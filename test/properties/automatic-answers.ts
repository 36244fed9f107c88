import { answerQuestions, type Answered, type Ask } from '../../src/diff/ask.ts'
import type { SchemaChange } from '../../src/diff/change.ts'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { completeFlag, placeholderOf } from '../../src/diff/flags.ts'
import { noAnswers } from '../../src/diff/parse-answers.ts'
import type { Question } from '../../src/diff/question.ts'
import type { Column, Schema, Table } from '../../src/schema/model.ts'
import { ident, literal, tableName } from '../../src/sql/ident.ts'
import { scalars } from './scalars.ts'

/** The changes from one schema to another, every question answered. Throws what planning throws. */
export async function changesBetween(before: Schema, after: Schema, numbers: readonly number[]): Promise<readonly SchemaChange[]> {
  return (await converse(before, after, numbers)).diff.changes
}

/** The texts of the questions, in the order in which they were asked, and all that was answered. Throws what planning throws. */
export async function converse(
  before: Schema,
  after: Schema,
  numbers: readonly number[],
): Promise<Answered & { readonly asked: readonly string[] }> {
  const asked: string[] = []
  const answer = answerAutomatically(before, after, numbers)
  const answered = await answerQuestions(
    (given) => diffSchemas(before, after, given),
    noAnswers,
    (question, problem) => {
      if (problem === null) asked.push(question.text)
      return answer(question, problem)
    },
  )
  return { ...answered, asked }
}

/** Takes the first answer, or the one that the next number says; a value that a person would write is one of the column's type. */
export function answerAutomatically(before: Schema, after: Schema, numbers: readonly number[]): Ask {
  let asked = 0
  let tried = 0
  return (question, problem) => {
    // An answer can be in conflict with one that was given before: then another one is.
    tried = problem === null ? 0 : tried + 1
    const possible = question.answers.filter(({ flag }) => !/=ts'?$|transform\.ts/.test(flag))
    const number = (problem === null ? (numbers[asked++] ?? 0) : (numbers[asked - 1] ?? 0)) + tried
    const flag = possible[number % possible.length]?.flag
    if (flag === undefined) throw new Error(`There is no answer to: ${question.text}`)
    if (tried > possible.length) throw new Error(`No answer is taken: ${question.text} ${problem?.message ?? ''}`)
    return Promise.resolve(placeholderOf(flag) === null ? flag : completeFlag(flag, valueFor(question, before, after)))
  }
}

function valueFor({ model, field, text }: Question, before: Schema, after: Schema): string {
  const owner = [...after.tables, ...before.tables].find((table) => (table.model ?? table.name) === model)
  const column = owner?.columns.find((candidate) => candidate.field === field)
  if (owner === undefined || column === undefined) throw new Error(`There is no column for: ${text}`)
  return parentValue(owner, column, after) ?? constantOf(column, after)
}

/** What a foreign key will refer to must be there. */
function parentValue({ foreignKeys }: Table, { name }: Column, after: Schema): string | null {
  const key = foreignKeys.find(({ columns }) => columns.includes(name))
  const parent = after.tables.find((table) => table.schema === key?.references.schema && table.name === key.references.name)
  const referred = key?.references.columns[key.columns.indexOf(name)]
  if (key === undefined || parent === undefined || referred === undefined) return null
  const order = (parent.primaryKey?.columns ?? [referred]).map(ident).join(', ')
  return `(SELECT p.${ident(referred)} FROM ${tableName(parent)} p ORDER BY ${order} LIMIT 1)`
}

/** Types as DDL has them, `TIMESTAMP(3)` without its precision. */
const constants: Readonly<Record<string, string>> = {
  TEXT: 'text',
  INTEGER: 'integer',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'timestamp',
  VARCHAR: 'varchar20',
  DECIMAL: 'decimal',
  'DOUBLE PRECISION': 'double',
  JSONB: 'jsonb',
  BIGINT: 'bigint',
  SMALLINT: 'smallint',
  UUID: 'uuid',
  CHAR: 'char8',
  BIT: 'bit4',
  VARBIT: 'varbit8',
  INET: 'inet',
  XML: 'xml',
  OID: 'oid',
  MONEY: 'money',
  REAL: 'real',
  TIMESTAMPTZ: 'timestamptz',
  DATE: 'date',
  TIME: 'time',
  TIMETZ: 'timetz',
  JSON: 'json',
  BYTEA: 'bytea',
}

export function constantOf({ type }: Pick<Column, 'type'>, schema: Schema): string {
  if (type.endsWith('[]')) return `'{}'::${type}`
  const scalar = scalars[constants[type.replace(/\(.*\)$/, '')] ?? '']
  if (scalar !== undefined) return scalar.sql
  const one = schema.enums.find((candidate) => tableName(candidate) === type || ident(candidate.name) === type)
  if (one === undefined) throw new Error(`There is no value of type ${type}.`)
  return `${literal(one.values[0] ?? '')}::${type}`
}
