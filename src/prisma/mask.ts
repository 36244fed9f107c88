/** A line of a schema file with its line break; a line break inside a block comment does not end it. */
export interface Line {
  readonly text: string
  /** The same length: comments are `#`, what strings hold is `_`. Whoever looks for structure looks here. */
  readonly mask: string
}

/**
 * The text with the inside of strings and comments painted over, offset for offset, so that a bracket, an `@` or a line break in the
 * mask is always structure.
 */
export function maskText(text: string): string {
  let mask = ''
  let at = 0
  while (at < text.length) {
    const end = endOfPiece(text, at)
    mask += paint(text, at, end)
    at = end
  }
  return mask
}

function paint(text: string, at: number, end: number): string {
  if (end === at + 1) return text.charAt(at)
  if (!text.startsWith('"', at)) return '#'.repeat(end - at)
  const closed = end - at > 1 && text.charAt(end - 1) === '"'
  return `"${'_'.repeat(end - at - (closed ? 2 : 1))}${closed ? '"' : ''}`
}

/** The end of the string or comment that begins at `at`, or of the one character there. */
function endOfPiece(text: string, at: number): number {
  if (text.charAt(at) === '"') return endOfString(text, at)
  if (text.startsWith('//', at)) return endOfLine(text, at)
  if (!text.startsWith('/*', at)) return at + 1
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? text.length : end + 2
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\\') at += 1
    else if (character === '"') return at + 1
    else if (character === '\n') return at // a string never spans lines: this one is not closed
  }
  return text.length
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  return text.charAt(end - 1) === '\r' ? end - 1 : end
}

/** Every byte of the text in lines. */
export function linesOf(text: string): Line[] {
  const mask = maskText(text)
  const lines: Line[] = []
  for (let start = 0; start < text.length;) {
    const found = mask.indexOf('\n', start)
    const end = found < 0 ? text.length : found + 1
    lines.push({ text: text.slice(start, end), mask: mask.slice(start, end) })
    start = end
  }
  return lines
}

export const isComment = ({ mask }: Line): boolean => /^\s*#[\s#]*$/.test(mask)

export const isBlank = ({ mask }: Line): boolean => mask.trim() === ''

/** How deep the brackets of a kind are open at the end of a mask that began at `depth`. */
export function depthAfter(mask: string, depth: number, open: string, close: string): number {
  let current = depth
  for (const character of mask) current += open.includes(character) ? 1 : close.includes(character) ? -1 : 0
  return current
}

/** The offset after the bracket that closes the one at `open`. */
export function afterBrackets(mask: string, open: number): number {
  let depth = 0
  for (let at = open; at < mask.length; at += 1) {
    depth = depthAfter(mask.charAt(at), depth, '([{', ')]}')
    if (depth === 0) return at + 1
  }
  return mask.length
}
