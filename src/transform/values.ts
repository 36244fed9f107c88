import { Decimal } from '@prisma/client-runtime-utils'

/**
 * What a transform is given and returns where JavaScript has no value of its own.
 */

/** The Decimal of Prisma Client: exact, of any length. The application's own copy of the class does as well. */
export { Decimal }

/**
 * JSON's own `null`, as the whole value of a Json field; a plain `null` is SQL's NULL, no value. Prisma Client reads both as `null` and could not
 * tell them apart when it writes: https://www.prisma.io/docs/orm/prisma-client/special-fields-and-types/working-with-json-fields#using-null-values
 */
export interface JsonNull {
  readonly [jsonNull]: true
  toJSON(): null
}
declare const jsonNull: unique symbol
// The symbol is for the type only.
export const JsonNull: JsonNull = Object.freeze({ toJSON: () => null }) as JsonNull

/** A value inside of a Json field. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** The value of a Json field that is there; `Json | null` where it may be missing. */
export type Json = Exclude<JsonValue, null> | JsonNull
