import type { Enum, Schema } from '../schema/model.ts'
import type { SchemaChange } from './change.ts'
import { found, together, type Findings } from './findings.ts'
import { listed } from './names.ts'
import type { Refusal } from './question.ts'

const isEnum =
  (wanted: Enum) =>
  (candidate: Enum): boolean =>
    candidate.schema === wanted.schema && candidate.name === wanted.name

/** Another order of the values is no change: Prisma does not see it either. */
export function diffEnums(before: Schema, after: Schema): Findings {
  return together([
    ...after.enums.map((to) => {
      const from = before.enums.find(isEnum(to))
      if (from === undefined) return found({ changes: [{ kind: 'createEnum', enum: to }] })
      const refusal = valuesRefusal(from, to)
      return refusal === null ? found({ changes: newValues(from, to) }) : found({ refusals: [refusal] })
    }),
    found({
      changes: before.enums.filter((from) => !after.enums.some(isEnum(from))).map((from) => ({ kind: 'dropEnum', enum: from })),
    }),
  ])
}

/** One change a value, each after one that is there by then. */
const newValues = (from: Enum, to: Enum): readonly SchemaChange[] =>
  to.values.flatMap((value, at) =>
    from.values.includes(value) ? [] : [{ kind: 'addEnumValue', enum: from, value, after: to.values[at - 1] ?? null }],
  )

function valuesRefusal(from: Enum, to: Enum): Refusal | null {
  const come = to.values.filter((value) => !from.values.includes(value))
  const gone = from.values.filter((value) => !to.values.includes(value))
  if (gone.length === 0) return null
  const what = [...(come.length === 0 ? [] : [`gains ${listed(come)}`]), `loses ${listed(gone)}`].join(' and ')
  return {
    code: 'enum-change-not-staged',
    model: from.name,
    field: null,
    message: `The enum ${from.name} ${what}, which this release does not stage.`,
    hint: `Leave ${listed(gone)} in the enum: code that no longer writes a value does no harm.`,
  }
}
