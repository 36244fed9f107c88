import { sameTable } from '../schema/lookup.ts'
import type { Enum, Schema, Table } from '../schema/model.ts'
import { fieldKey, modelName } from './names.ts'

/**
 * What two schemas that make the same database still say differently, a sentence each: the names that only code uses, the order of an
 * enum's values, and values that Prisma Client computes. Empty when they say the same, comments and layout aside.
 */
export const unseenChanges = (before: Schema, after: Schema): readonly string[] => [
  ...after.tables.flatMap((to) => before.tables.filter((from) => sameTable(from, to)).flatMap((from) => ofTable(from, to))),
  ...after.enums.flatMap((to) => before.enums.filter((from) => sameTable(from, to)).flatMap((from) => ofEnum(from, to))),
]

function ofTable(from: Table, to: Table): readonly string[] {
  const [old, now] = [modelName(from), modelName(to)]
  return [
    ...(old === now ? [] : [`The model ${old} is called ${now} now, and its table is still "${to.name}".`]),
    ...to.columns.flatMap((column) => {
      const known = from.columns.find(({ name }) => name === column.name)
      if (known === undefined) return []
      return [
        ...(known.field === column.field
          ? []
          : [`${now}.${known.field} is called ${column.field} now, and its column is still "${column.name}".`]),
        ...(known.clientDefault === column.clientDefault
          ? []
          : [`${fieldKey(to, column)}: ${clientWork(known.clientDefault, column.clientDefault)}`]),
      ]
    }),
  ]
}

const asWritten = (made: string): string => (made === 'updatedAt' ? '@updatedAt' : `@default(${made})`)

const clientWork = (from: string | null, to: string | null): string =>
  to === null
    ? `${asWritten(from ?? '')} is gone, which was Prisma Client's own work.`
    : `${asWritten(to)} is Prisma Client's own work, the database does not know of it.`

/** Prisma does not compare the order of an enum's values, and PostgreSQL could change it only with a new type. */
const ofEnum = (from: Enum, to: Enum): readonly string[] =>
  JSON.stringify(from.values) === JSON.stringify(to.values)
    ? []
    : [`${to.name} lists its values in another order; the database keeps its own, by which it sorts.`]
