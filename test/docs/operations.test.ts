import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { readPages, root } from './markdown.ts'

const pages = (await readPages()).filter(({ path }) => path.startsWith('docs/operations/'))

test('every worked example is shown by a page of docs/operations', async () => {
  const entries = await readdir(join(root, 'stages'), { withFileTypes: true })
  const examples = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const shown = new Set(pages.flatMap(({ links }) => links.map(({ target }) => /stages\/([^/]+)\//.exec(target)?.[1])))
  expect(examples.filter((name) => !shown.has(name))).toEqual([])
})

test('every refusal of a change is named by a page of docs/operations, docs/hidden-objects.md or docs/backfills.md', async () => {
  const errors = await readFile(join(root, 'docs/errors.md'), 'utf8')
  const section = errors.slice(errors.indexOf('## Changes that are not staged'), errors.indexOf('## Plans on disk'))
  const codes = [...section.matchAll(/^### (\S+)$/gm)].map(([, code]) => code ?? '')
  const links = new Set(
    (await readPages())
      .filter(({ path }) => path !== 'docs/errors.md')
      .flatMap((page) => page.links.map(({ target }) => target.split('#')[1])),
  )
  // Several at once; and the errors of --strategy chain, which are about flags.
  const others = new Set(['changes-refused', 'chain-missing', 'chain-not-promoted', 'chain-flags'])
  expect(codes.filter((code) => !links.has(code) && !others.has(code))).toEqual([])
})

test('every page says what the applications may do meanwhile, and what undo does', async () => {
  const quiet = new Set(['nothing-to-do.md'])
  const texts = await Promise.all(pages.map(async ({ path }) => [path, await readFile(join(root, path), 'utf8')] as const))
  const short = texts.filter(([path]) => !quiet.has(path.split('/').at(-1) ?? ''))
  expect(
    short.filter(([, text]) => !/old (application|release|one)|[Bb]oth applications|[Cc]lients of both/.test(text)).map(([path]) => path),
  ).toEqual([])
  expect(short.filter(([, text]) => !/[Uu]ndo/.test(text)).map(([path]) => path)).toEqual([])
})
