import { sameTable } from '../schema/lookup.ts'
import type { Column, Schema, Table, TableName } from '../schema/model.ts'
import { cutName } from '../sql/ident.ts'
import { fieldKey } from './names.ts'
import { nameOfTable } from './table-pair.ts'
import { typeStrategy } from './type-strategy.ts'

/** A field whose new type the clients of the old one do not tolerate: it goes on under its name, in a column of its own. */
export interface MovedField {
  readonly table: TableName
  /** `User.age`, as the schema of before calls it. */
  readonly key: string
  /** As the target calls it. */
  readonly target: string
  readonly field: string
  readonly from: string
  /** The new column: `age_v2`. */
  readonly to: string
}

const version = /_v(\d+)$/

/** `age_v2`, or the next number that no column and no field of the table has; `age_v3` after `age_v2`. */
function freeName(before: Table, after: Table, column: Column): string {
  const taken = new Set([...before.columns, ...after.columns].flatMap(({ name, field }) => [name, field]))
  const stem = column.name.replace(version, '')
  for (let number = Number(version.exec(column.name)?.[1] ?? 1) + 1; ; number += 1) {
    const name = cutName(stem, `_v${String(number)}`)
    if (!taken.has(name)) return name
  }
}

const isKey = ({ primaryKey }: Table, { name }: Column): boolean => primaryKey?.columns.includes(name) === true

/**
 * The fields that need another column. A column of a primary key is not among them: rows are visited, and referred to, by it.
 */
export function movedFields(before: Schema, after: Schema): readonly MovedField[] {
  return after.tables.flatMap((table) => {
    const old = before.tables.find((one) => sameTable(one, table))
    if (old === undefined) return []
    return table.columns.flatMap((to) => {
      const from = old.columns.find(({ name }) => name === to.name)
      if (from === undefined || from.type === to.type || typeStrategy(from, to) !== 'move' || isKey(old, from) || isKey(table, to))
        return []
      return [
        {
          table: nameOfTable(table),
          key: fieldKey(old, from),
          target: fieldKey(table, to),
          field: to.field,
          from: from.name,
          to: freeName(old, table, from),
        },
      ]
    })
  })
}
