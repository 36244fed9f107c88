import type { Column, Table } from '../schema/model.ts'
import { flagText } from './flags.ts'
import { fieldKey } from './names.ts'
import type { Answer } from './question.ts'
import { ident } from '../sql/ident.ts'

/** A column that says since when the row exists. */
const birth = /^(created|inserted|registered|date_?created|date_?added)/i

const stampOf = (before: Table, column: Column): Column | undefined =>
  before.columns.find(({ name, field, type, nullable }) => !nullable && type === column.type && (birth.test(name) || birth.test(field)))

const sqlAnswer = (key: string, sql: string, text: string): Answer => ({ flag: flagText('fill', `${key}=${sql}`), text })

/** What Prisma Client would have given these rows, as far as SQL can. */
function likeTheClient(before: Table, key: string, column: Column): readonly Answer[] {
  const made = column.clientDefault ?? ''
  if (made.startsWith('uuid(')) {
    const sql = column.type === 'UUID' ? 'gen_random_uuid()' : 'gen_random_uuid()::text'
    return [sqlAnswer(key, sql, 'a random UUID for each row')]
  }
  if (made === 'updatedAt') {
    const stamp = stampOf(before, column)
    return [
      ...(stamp === undefined ? [] : [sqlAnswer(key, ident(stamp.name), `the row's ${stamp.field}`)]),
      sqlAnswer(key, 'CURRENT_TIMESTAMP', 'the time of the backfill'),
    ]
  }
  return []
}

const ownSql = (key: string): Answer => ({
  flag: `--fill '${key}=<sql expression>'`,
  text: "an SQL expression over the row's own columns, or a constant",
})

const transforms = (key: string): readonly Answer[] => [
  { flag: `--fill '${key}=<path/to/transform.ts>'`, text: 'computed by your TypeScript transform' },
  { flag: flagText('fill', `${key}=ts`), text: 'computed by a TypeScript transform; stager writes its frame into the plan' },
]

/** Ways to give the rows that are there a value in a new required field, best first. */
export function newFieldAnswers(before: Table, after: Table, column: Column): readonly Answer[] {
  const key = fieldKey(after, column)
  const client = likeTheClient(before, key, column)
  // cuid(), nanoid() and ulid() have no SQL.
  const onlyClient = column.clientDefault !== null && client.length === 0
  return onlyClient ? [...transforms(key), ownSql(key)] : [...client, ownSql(key), ...transforms(key)]
}

/** Ways to give rows with NULL a value in a field that becomes required, best first. `transform`: whether TypeScript may compute it. */
export function requiredFieldAnswers(before: Table, after: Table, column: Column, transform: boolean): readonly Answer[] {
  const key = fieldKey(after, column)
  const own = column.default ?? before.columns.find(({ name }) => name === column.name)?.default ?? null
  return [
    ...(own === null || own.kind === 'sequence' ? [] : [sqlAnswer(key, own.sql, "the field's default")]),
    ...likeTheClient(before, key, column),
    ownSql(key),
    ...(transform ? transforms(key) : []),
    { flag: flagText('fill', `${key}=none`), text: 'no row has NULL; contract proves it first, and refuses otherwise' },
  ]
}

/** Ways to give a value another type where none is usual, best first. */
export const convertAnswers = (before: string, key: string, { name }: Column): readonly Answer[] => [
  {
    flag: `--fill '${key}=<sql expression over ${name}>'`,
    text: `an SQL expression over the row's own columns; --down '${before}=<sql>' says what leads back`,
  },
  ...transforms(key),
  { flag: flagText('drop', before), text: 'nothing is carried over: drop the old values at contract' },
]
