import type { Enum, Schema } from '../schema/model.ts'
import { tableName } from './ident.ts'

/** The enum that a column's type names, as itself or as a list of it; undefined for every other type. */
export const enumOfType = ({ enums }: Schema, type: string): Enum | undefined =>
  enums.find((one) => [tableName(one), `${tableName(one)}[]`].includes(type))
