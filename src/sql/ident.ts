import type { TableName } from '../schema/model.ts'

/** PostgreSQL truncates identifiers to this many bytes. */
const maximumNameBytes = 63

/** A name as SQL. Always quoted: Prisma's names are case-sensitive, and a quoted name is never a keyword. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A table (or type, or index) as SQL; unqualified in the connection's default schema, as Prisma writes it. */
export function tableName(table: TableName): string {
  return table.schema === null ? ident(table.name) : `${ident(table.schema)}.${ident(table.name)}`
}

/** A text value as SQL. A backslash needs the E'' form, since `standard_conforming_strings` may be off. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/**
 * `prefix` + `suffix` within 63 bytes: the prefix is cut, on a character's boundary, and the suffix is kept whole. This is how
 * Prisma names its constraints, so it must agree with Prisma to the byte.
 */
export function cutName(prefix: string, suffix: string): string {
  const room = maximumNameBytes - Buffer.byteLength(suffix)
  let end = 0
  let bytes = 0
  for (const character of prefix) {
    bytes += Buffer.byteLength(character)
    if (bytes > room) break
    end += character.length
  }
  return prefix.slice(0, end) + suffix
}
