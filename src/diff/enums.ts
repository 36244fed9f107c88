import { sameTable } from '../schema/lookup.ts'
import type { Enum, Schema } from '../schema/model.ts'
import type { AnswerBook } from './answer-book.ts'
import type { SchemaChange } from './change.ts'
import { isUsed } from './enum-columns.ts'
import { mapValue } from './enum-values.ts'
import { found, together, type Findings } from './findings.ts'

const isEnum =
  (wanted: Enum) =>
  (candidate: Enum): boolean =>
    sameTable(candidate, wanted)

/** As a plan holds it. */
const inDatabase = ({ schema, name, values }: Enum): Enum => ({ schema, name, values })

/** Another order of the values is no change: Prisma does not see it either. */
export function diffEnums(before: Schema, after: Schema, book: AnswerBook): Findings {
  return together([
    ...after.enums.map((to) => {
      const from = before.enums.find(isEnum(to))
      if (from === undefined) return found({ changes: [{ kind: 'createEnum', enum: inDatabase(to) }] })
      return together([found({ changes: newValues(from, to) }), goneValues(before, after, from, to, book)])
    }),
    found({
      changes: before.enums.filter((from) => !after.enums.some(isEnum(from))).map((from) => ({ kind: 'dropEnum', enum: inDatabase(from) })),
    }),
  ])
}

/** One change a value, each after one that is there by then. */
const newValues = (from: Enum, to: Enum): readonly SchemaChange[] =>
  to.values.flatMap((value, at) =>
    from.values.includes(value) ? [] : [{ kind: 'addEnumValue', enum: inDatabase(from), value, after: to.values[at - 1] ?? null }],
  )

function goneValues(before: Schema, after: Schema, from: Enum, to: Enum, book: AnswerBook): Findings {
  const gone = from.values.filter((value) => !to.values.includes(value))
  if (gone.length === 0) return found({})
  const used = isUsed(before, after, from)
  const answers = gone.map((value) => mapValue(from, to, value, book))
  const questions = used ? answers.flatMap(({ question }) => question ?? []) : []
  if (questions.length > 0) return found({ questions })
  const mapping = answers.flatMap(({ mapping: one }) => one ?? [])
  return found({ changes: [{ kind: 'changeEnum', from: inDatabase(from), to: inDatabase(to), mapping }] })
}
