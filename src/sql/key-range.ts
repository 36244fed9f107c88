/** Quoted names, texts and comments, which may hold anything; and the placeholder itself. */
const token =
  /"(?:[^"]|"")*"|\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1|:key_range\b/g

const placeholder = ':key_range'

/** The text around each `:key_range` of a backfill's statement: a name or a text that says so is none. */
export function splitAtKeyRange(sql: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (const { 0: found, index } of sql.matchAll(token)) {
    if (found !== placeholder) continue
    parts.push(sql.slice(from, index))
    from = index + placeholder.length
  }
  return [...parts, sql.slice(from)]
}
