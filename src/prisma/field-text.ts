/** An attribute of a field, with its place in the field's text. */
export interface FieldAttribute {
  /** `@relation`, `@db.VarChar`. */
  readonly name: string
  /** What is between the parentheses; null without parentheses. */
  readonly arguments: string | null
  /** Offsets in the member's own lines (comments above not counted). */
  readonly start: number
  readonly end: number
}

/** What a field's line says. */
export interface FieldText {
  readonly name: string
  /** Without `?` and `[]`: `String`, `Unsupported("tsvector")`. */
  readonly type: string
  readonly optional: boolean
  readonly list: boolean
  readonly attributes: readonly FieldAttribute[]
  /** Offsets of the type together with `?` or `[]`. */
  readonly typeStart: number
  readonly typeEnd: number
  /** Where the last attribute (or the type) ends. */
  readonly contentEnd: number
}

const start = /^(\s*)([A-Za-z]\w*)(\s+)([A-Za-z]\w*)/

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1
    else if (text.charAt(at) === '"') return at
  }
  return text.length
}

/** The offset after the parenthesis that closes the one at `open`. */
function afterParentheses(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '"') at = endOfString(text, at)
    else if (character === '/' && text.charAt(at + 1) === '/') at = Math.max(text.indexOf('\n', at), at)
    else if (character === '(') depth += 1
    else if (character === ')') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

/** Reads a field's own lines; null when they are not a field. */
export function parseField(body: string): FieldText | null {
  const found = start.exec(body)
  if (found === null) return null
  const typeStart = (found[1] ?? '').length + (found[2] ?? '').length + (found[3] ?? '').length
  let at = found[0].length
  if (body.charAt(at) === '(') at = afterParentheses(body, at)
  const type = body.slice(typeStart, at)
  const list = body.startsWith('[]', at)
  if (list) at += 2
  const optional = body.charAt(at) === '?'
  if (optional) at += 1
  const typeEnd = at
  const attributes = parseAttributes(body, at)
  return { name: found[2] ?? '', type, optional, list, attributes, typeStart, typeEnd, contentEnd: attributes.at(-1)?.end ?? typeEnd }
}

function parseAttributes(body: string, from: number): FieldAttribute[] {
  const attributes: FieldAttribute[] = []
  for (let at = from; at < body.length; at += 1) {
    if (body.startsWith('//', at)) break
    if (body.charAt(at) !== '@') continue
    const name = /^@[\w.]+/.exec(body.slice(at))?.[0] ?? '@'
    let end = at + name.length
    const open = body.charAt(end) === '('
    if (open) end = afterParentheses(body, end)
    attributes.push({ name, arguments: open ? body.slice(at + name.length + 1, end - 1) : null, start: at, end })
    at = end - 1
  }
  return attributes
}
