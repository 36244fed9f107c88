import { afterBrackets, maskText } from './mask.ts'

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

const start = /^(\s*)([\p{L}\p{N}_]+)(\s+)([\p{L}\p{N}_]+)/u

/** Reads a field's own lines; null when they are not a field. */
export function parseField(body: string): FieldText | null {
  const mask = maskText(body)
  const found = start.exec(mask)
  if (found === null) return null
  const typeStart = (found[1] ?? '').length + (found[2] ?? '').length + (found[3] ?? '').length
  const nameEnd = found[0].length
  const bare = mask.charAt(nameEnd) === '(' ? afterBrackets(mask, nameEnd) : nameEnd // Unsupported("...")
  const list = /^[^\S\n]*\[[^\S\n]*\]/.exec(mask.slice(bare))?.[0].length ?? 0
  const optional = /^[^\S\n]*\?/.exec(mask.slice(bare + list))?.[0].length ?? 0
  const typeEnd = bare + list + optional
  const attributes = parseAttributes(body, mask, typeEnd)
  return {
    name: found[2] ?? '',
    type: body.slice(typeStart, bare),
    optional: optional > 0,
    list: list > 0,
    attributes,
    typeStart,
    typeEnd,
    contentEnd: attributes.at(-1)?.end ?? typeEnd,
  }
}

function parseAttributes(body: string, mask: string, from: number): FieldAttribute[] {
  const attributes: FieldAttribute[] = []
  for (let at = mask.indexOf('@', from); at >= 0;) {
    const name = /^@\s*[\w.]*/.exec(mask.slice(at))?.[0] ?? '@'
    const after = at + name.length
    const open = after + (/^\s*(?=\()/.exec(mask.slice(after))?.[0].length ?? 0)
    const called = mask.charAt(open) === '('
    const end = called ? afterBrackets(mask, open) : after
    attributes.push({ name: name.replaceAll(/\s/g, ''), arguments: called ? body.slice(open + 1, end - 1) : null, start: at, end })
    at = mask.indexOf('@', end)
  }
  return attributes
}
