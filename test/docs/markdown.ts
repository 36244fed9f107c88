import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface CodeBlock {
  /** The first word behind the fence: `sh`, `ts`; empty for none. */
  readonly language: string
  /** What follows it: `fragment`. */
  readonly info: string
  readonly text: string
  /** Of the fence, counted from 1. */
  readonly line: number
}

export interface Page {
  /** Relative to the repository. */
  readonly path: string
  readonly anchors: ReadonlySet<string>
  readonly links: readonly { readonly target: string; readonly line: number }[]
  readonly blocks: readonly CodeBlock[]
  /** Code spans within the text. */
  readonly spans: readonly { readonly text: string; readonly line: number }[]
}

const folders = ['docs', '.github']
const single = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'stages/README.md', 'bench/README.md']

/** Every page that is written by hand. */
export async function readPages(): Promise<readonly Page[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true, encoding: 'utf8' })
      return entries.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`)
    }),
  )
  return Promise.all([...single, ...listed.flat().toSorted()].map(async (path) => readPage(path, await readFile(join(root, path), 'utf8'))))
}

/** As much of Markdown as the pages use: ATX headings, fences, inline links and code spans. */
export function readPage(path: string, text: string): Page {
  const blocks: CodeBlock[] = []
  const links: { target: string; line: number }[] = []
  const spans: { text: string; line: number }[] = []
  const headings: string[] = []
  let open: { fence: string; indent: string; language: string; info: string; line: number; lines: string[] } | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const number = index + 1
    const fence = /^(\s*)(```+)\s*(\S*)\s*(.*)$/.exec(line)
    if (open !== null) {
      if (fence?.[2] === open.fence && fence[3] === '') {
        const { language, info, lines, line: start } = open
        blocks.push({ language, info, text: lines.join('\n'), line: start })
        open = null
      } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line)
      continue
    }
    if (fence !== null) {
      const [, indent = '', marks = '', language = '', info = ''] = fence
      open = { fence: marks, indent, language, info, line: number, lines: [] }
      continue
    }
    if (/^ {4}\S/.test(line)) {
      // An indented block cannot say its language.
      blocks.push({ language: '', info: '', text: line.slice(4), line: number })
      continue
    }
    const heading = /^#{1,6} (.*)$/.exec(line)
    if (heading !== null) headings.push(heading[1] ?? '')
    for (const [, span] of line.matchAll(/(?<!`)`([^`]+)`(?!`)/g)) spans.push({ text: span ?? '', line: number })
    for (const [, target] of withoutCode(line).matchAll(/\]\(([^)\s]+)\)/g)) links.push({ target: target ?? '', line: number })
  }
  if (open !== null) throw new Error(`${path}:${String(open.line)}: the code block does not end`)
  return { path, anchors: new Set(anchorsOf(headings)), links, blocks, spans }
}

function withoutCode(line: string): string {
  return line.replaceAll(/`[^`]*`/g, '')
}

/** GitHub's anchors: lower case, punctuation gone, spaces to hyphens, a number behind one that is there already. */
function anchorsOf(headings: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return headings.map((heading) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{M}\p{N}_ -]/gu, '').replaceAll(' ', '-')
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${String(before)}`
  })
}
