import { blockText, parseDocument, type Member, type SchemaFile } from './document.ts'

/**
 * Prisma's engine does not escape a double quote in a name, nor a single quote in an enum value: the DDL would not be SQL. So they are
 * hidden from it behind characters that nobody types. The first takes one byte as the quote does, for names are cut by bytes.
 */
const doubleQuote = '\u007F'
const singleQuote = '\uE000'

const named = /(@(?:map|schema)\s*\(\s*(?:(?:name|map)\s*:\s*)?|\bmap\s*:\s*)"((?:[^"\\]|\\.)*)"/g

/** The schema without quotes in database names. */
export function hideQuotes(files: readonly SchemaFile[]): readonly SchemaFile[] {
  if (!files.some(({ content }) => content.includes('\\"') || content.includes("'"))) return files
  return parseDocument(files).files.map(({ path, pieces }) => ({
    path,
    content: pieces
      .map((piece) => {
        if (piece.kind === 'text') return piece.text
        if (piece.keyword === 'datasource') return piece.head + piece.members.map(hideInSchemas).join('') + piece.tail
        const isEnum = piece.keyword === 'enum'
        return blockText(piece).replaceAll(named, (_, before: string, name: string) => {
          const hidden = name.replaceAll('\\"', doubleQuote)
          return `${before}"${isEnum ? hidden.replaceAll("'", singleQuote) : hidden}"`
        })
      })
      .join(''),
  }))
}

/** `schemas = ["a", "b"]`: other settings hold no names. */
const hideInSchemas = (member: Member): string =>
  member.kind === 'setting' && member.name === 'schemas' ? member.text.replaceAll('\\"', doubleQuote) : member.text

/** DDL with the quotes back, escaped as SQL wants it. */
export function restoreQuotes(ddl: string): string {
  if (!ddl.includes(doubleQuote) && !ddl.includes(singleQuote)) return ddl
  return ddl.replaceAll(/"[^"]*"|'(?:[^']|'')*'/g, (token) =>
    token.startsWith('"')
      ? token.replaceAll(doubleQuote, '""').replaceAll(singleQuote, "'")
      : token.replaceAll(doubleQuote, '"').replaceAll(singleQuote, "''"),
  )
}
