import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The codes as the sources write them: an argument of an error, or a member of a refusal. */
const patterns = [
  /new StagerError\(\s*'([a-z-]+)'/g,
  /\bcode: '([a-z]+(?:-[a-z]+)+)'/g,
  /\bcode: \w+ \? '([a-z-]+)'/g,
  /\bcode: \w+ \? '[a-z-]+' : '([a-z-]+)'/g,
  /\b(?:pendingError|missing)\(\s*'([a-z-]+)'/g,
  /super\(\s*[^,]*\?\s*'([a-z-]+)'/g,
  /super\([^,]*:\s*'([a-z-]+)'/g,
]

test('docs/errors.md has one section for each code, and no other', async () => {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })
  const sources = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  const texts = await Promise.all(sources.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))
  const codes = new Set(texts.flatMap((text) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))))
  const page = await readFile(join(root, 'docs/errors.md'), 'utf8')
  const sections = [...page.matchAll(/^### (\S+)$/gm)].map(([, code]) => code ?? '')
  expect(sections.toSorted()).toEqual([...codes].toSorted())
})

test('each section begins with its exit code', async () => {
  const page = await readFile(join(root, 'docs/errors.md'), 'utf8')
  const sections = page.split(/^### /m).slice(1)
  expect(sections.filter((section) => !/^\S+\n\nExit \d+/.test(section))).toEqual([])
})
