import { ident } from '../sql/ident.ts'

/** Types without an equality operator are compared as text. */
const comparesAsText = /^(json|xml|point|polygon|path|box|line|lseg|circle)\b/i

/** The type of a column of the trigger's table. */
export type TypeOf = (column: string) => string

/** What makes a value of the column comparable: a cast, or nothing. */
export const comparison = (typeOf: TypeOf, column: string): '' | '::text' => (comparesAsText.test(typeOf(column)) ? '::text' : '')

/** In a row trigger: the update changes the column. */
export const differs = (typeOf: TypeOf, column: string): string => {
  const cast = comparison(typeOf, column)
  return `NEW.${ident(column)}${cast} IS DISTINCT FROM OLD.${ident(column)}${cast}`
}

export const anyDiffers = (typeOf: TypeOf, columns: readonly string[]): string =>
  columns.map((column) => differs(typeOf, column)).join(' OR ')
