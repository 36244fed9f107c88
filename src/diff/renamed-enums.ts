import { findColumn, findTable, sameTable } from '../schema/lookup.ts'
import type { Enum, Schema } from '../schema/model.ts'
import { tableName } from '../sql/ident.ts'
import { sameList } from './names.ts'
import type { Refusal } from './question.ts'

const codeName = ({ code, name }: Enum): string => code?.name ?? name
const described = ({ schema, name }: Enum): string => (schema === null ? `"${name}"` : `"${schema}"."${name}"`)
const holdSame = (left: Enum, right: Enum): boolean => sameList(left.values.toSorted(), right.values.toSorted())

/**
 * A type with the same values under another name. Clients name the type in their SQL, so that those of one schema would fail on a column of the other
 * schema's type, whichever it has; and all that is won is a name. `before` has its tables where they will be.
 */
export function renamedEnums(before: Schema, after: Schema): readonly Refusal[] {
  const isNew = (type: Enum): boolean => !before.enums.some((one) => sameTable(one, type))
  const isGone = (type: Enum): boolean => !after.enums.some((one) => sameTable(one, type))
  return before.enums.filter(isGone).flatMap((from) => {
    const to = after.enums.find((type) => isNew(type) && holdSame(from, type) && takesOver(before, after, from, type))
    if (to === undefined) return []
    const moved = from.schema !== to.schema
    return [
      {
        code: 'enum-rename-not-staged',
        model: codeName(to),
        field: null,
        message: `The enum ${codeName(to)} moves from the type ${described(from)} to ${described(to)}, and an application that names the one fails on columns of the other.`,
        hint: moved
          ? `Leave ${from.schema === null ? `${codeName(to)} without @@schema("${to.schema ?? ''}")` : `@@schema("${from.schema}") on ${codeName(to)}`}.`
          : `To rename it in the code only, ${from.name === codeName(to) ? `take @@map("${to.name}") off ${codeName(to)}` : `put @@map("${from.name}") on ${codeName(to)}`}: that changes no database at all.`,
      },
    ]
  })
}

/** A column that stays has the one type before, and the other one after. */
const takesOver = (before: Schema, after: Schema, from: Enum, to: Enum): boolean =>
  after.tables.some((table) =>
    table.columns.some((column) => {
      const old = findColumn(findTable(before, table), column.name)
      return ['', '[]'].some((list) => old?.type === tableName(from) + list && column.type === tableName(to) + list)
    }),
  )
