/** Text that Markdown would take for markup, as text; code in backticks is left as it is. */
export const escape = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/[\\*<>[\]|]|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, String.raw`\$&`)))
    .join('')

/** Inline code; the quotes grow when the text has some. */
export function code(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const quote = '`'.repeat(longest + 1)
  return longest === 0 ? `${quote}${flat}${quote}` : `${quote} ${flat} ${quote}`
}

/** A code block that nothing in the text can close. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

export const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${escape(line)}`).join('\n')

/** Cells are Markdown already; a line break would end their row. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Folded up, under a title and the file that it shows. */
export const details = (title: string, path: string, body: string): string =>
  `<details><summary><code>${html(path)}</code>: ${html(title)}</summary>\n\n${body}\n\n</details>`
