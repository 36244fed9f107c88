import { readTokens } from '../../sql/tokens.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const longest = 63

export const identifierTooLong: SqlRule = {
  level: 'warning',
  title: 'names of more than 63 bytes are cut',
  find: ({ text }) =>
    readTokens(text)
      .filter(({ kind }) => kind === 'name')
      .map((token) => token.text.replace(/^"([^]*)"$/, '$1').replaceAll('""', '"'))
      .filter((name) => Buffer.byteLength(name) > longest)
      .map((name) => ({
        message: `${name} has ${String(Buffer.byteLength(name))} bytes: PostgreSQL cuts it to ${String(longest)} without an error, and two names may become one.`,
        instead: 'A shorter name, with map: in the schema.',
      })),
}
