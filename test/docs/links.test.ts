import { readFile, readdir, stat } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'

import { expect, test } from 'vitest'

import { readPages, root, type Page } from './markdown.ts'

const pages = await readPages()
const byPath = new Map(pages.map((page) => [page.path, page]))

/** Where a link leads to, relative to the repository; null for another site. */
function resolveLink(page: Page, target: string): { readonly path: string; readonly anchor: string | null } | null {
  if (/^[a-z]+:/.test(target)) return null
  const [path = '', anchor = null] = target.split('#')
  return { path: path === '' ? page.path : normalize(join(dirname(page.path), path)), anchor }
}

async function exists(path: string): Promise<boolean> {
  return stat(join(root, path)).then(
    () => true,
    () => false,
  )
}

test('every relative link leads to a file, and its anchor to a heading', async () => {
  const broken: string[] = []
  for (const page of pages) {
    for (const { target, line } of page.links) {
      const link = resolveLink(page, target)
      if (link === null) continue
      const there = await exists(link.path)
      const known = link.anchor === null || byPath.get(link.path)?.anchors.has(link.anchor) === true
      if (!there || !known) broken.push(`${page.path}:${String(line)}: ${target}`)
    }
  }
  expect(broken).toEqual([])
})

test('links to other sites are https', () => {
  const others = pages.flatMap(({ path, links }) =>
    links.map(({ target }) => `${path}: ${target}`).filter((link) => /: [a-z]+:/.test(link)),
  )
  expect(others.filter((link) => !link.includes(': https://'))).toEqual([])
})

test('every page of docs can be reached from README.md', () => {
  const reached = new Set<string>()
  const follow = (path: string): void => {
    const page = byPath.get(path)
    if (page === undefined || reached.has(path)) return
    reached.add(path)
    for (const { target } of page.links) {
      const link = resolveLink(page, target)
      if (link !== null) follow(link.path)
    }
  }
  follow('README.md')
  // Decisions are listed by the folder that holds them.
  const expected = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && !path.startsWith('docs/adr/'))
  expect(expected.filter((path) => !reached.has(path))).toEqual([])
})

test('every link that the sources print leads to a page of docs', async () => {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })
  const sources = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  const texts = await Promise.all(sources.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))
  const named = texts.flatMap((text) => [...text.matchAll(/(?<![\w/.-])docs\/([\w/-]+\.md)(?:#([\w-]+))?/g)])
  const missing = named.filter(([, path = '', anchor]) => {
    const page = byPath.get(`docs/${path}`)
    return page === undefined || (anchor !== undefined && !page.anchors.has(anchor))
  })
  expect(missing.map(([text]) => text)).toEqual([])
})

test('every file of this repository that a page names is there', async () => {
  const named = pages
    .filter(({ path }) => path !== 'CHANGELOG.md')
    .flatMap(({ path, spans }) => spans.map(({ text, line }) => ({ text, place: `${path}:${String(line)}: ${text}` })))
    .filter(
      ({ text }) =>
        text !== 'bench/results.json' &&
        /^(test|src|scripts|bench|docs|\.ci|\.dependency-cruiser)[\w./-]*$/.test(text) &&
        text.includes('/'),
    )
  const there = await Promise.all(named.map(async ({ text }) => exists(text)))
  expect(named.filter((_, index) => there[index] !== true).map(({ place }) => place)).toEqual([])
})
