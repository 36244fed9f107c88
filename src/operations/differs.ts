import { distinct } from '../sql/exact.ts'
import { ident } from '../sql/ident.ts'

/** The type of a column of the trigger's table. */
export type TypeOf = (column: string) => string

/** In a row trigger: the update changes the column. */
export const differs = (typeOf: TypeOf, column: string): string => distinct(typeOf(column), `NEW.${ident(column)}`, `OLD.${ident(column)}`)

export const anyDiffers = (typeOf: TypeOf, columns: readonly string[]): string =>
  columns.map((column) => differs(typeOf, column)).join(' OR ')
