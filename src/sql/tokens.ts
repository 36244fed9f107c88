import { loadModule, scanSync } from 'libpg-query'

await loadModule()

/** A word of a script. Offsets are UTF-8 bytes, like those of the parser. */
export interface Token {
  readonly start: number
  readonly end: number
  /** As it is written: a quoted name with its quotes, a comment with its dashes. */
  readonly text: string
  readonly kind: 'comment' | 'name' | 'other'
}

const kinds: Readonly<Record<string, Token['kind']>> = { SQL_COMMENT: 'comment', C_COMMENT: 'comment', IDENT: 'name' }

/** The words of a script that parses, comments among them. */
export function readTokens(sql: string): readonly Token[] {
  if (sql.trim() === '') return [] // which the scanner rejects
  return scanSync(sql).tokens.map(({ start, end, text, tokenName }) => ({ start, end, text, kind: kinds[tokenName] ?? 'other' }))
}
