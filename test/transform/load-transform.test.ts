import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeAll, describe, expect, test } from 'vitest'

import { checkSelfContained } from '../../src/transform/self-contained.ts'
import { defineBackfill } from '../../src/transform/define-backfill.ts'
import { loadPlannedTransform } from '../../src/transform/load-planned-transform.ts'
import { loadTransform } from '../../src/transform/load-transform.ts'
import { testBackfill } from '../../src/transform/test-backfill.ts'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stager-transform-'))
})

async function file(name: string, text: string): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, text)
  return path
}

describe('loadTransform', () => {
  test('loads TypeScript that imports stager and a package', async () => {
    const path = await file(
      'good.ts',
      `import { defineBackfill } from 'stager'
       import { basename } from 'node:path'
       export default defineBackfill<{ title: string }, { slug: string }>({ read: ['title'], transform: (row) => ({ slug: basename(row.title) }) })`,
    )
    const { read, transform } = await loadTransform(path)
    expect(read).toEqual(['title'])
    expect(await transform({ title: 'a/b' })).toEqual({ slug: 'b' })
  })

  test('sees an edit of the file in the same process', async () => {
    const path = await file('edited.ts', `export default { read: [], transform: () => ({ slug: 'one' }) }`)
    expect((await loadTransform(path)).transform({})).toEqual({ slug: 'one' })
    await file('edited.ts', `export default { read: [], transform: () => ({ slug: 'two' }) }`)
    expect((await loadTransform(path)).transform({})).toEqual({ slug: 'two' })
  })

  test.each([
    ['export const x = 1', 'The transform bad.ts has no default export'],
    ['export default { transform: () => ({}) }', 'needs `read`'],
    [`export default { read: ['a', 'a'], transform: () => ({}) }`, 'reads a twice'],
    [`export default { read: ['a'] }`, 'needs `transform`'],
    [`export default { read: ['a'], transform: () => ({}), concurrency: 0 }`, 'at least 1 as `concurrency`'],
    [`export default { read: ['a'], transform: () => ({}), concurrency: '8' }`, 'at least 1 as `concurrency`'],
    [`throw new Error('broken on load')`, 'cannot be loaded: broken on load'],
    [`import 'no-such-package'\nexport default 1`, 'cannot be loaded: Cannot find'],
    ['export default {', 'cannot be loaded'],
  ])('refuses %s', async (text, message) => {
    const path = await file('bad.ts', text)
    await expect(loadTransform(path)).rejects.toMatchObject({
      code: 'transform-invalid',
      exitCode: 1,
      message: expect.stringContaining(message),
    })
  })

  test('says that a file does not exist', async () => {
    await expect(loadTransform(join(directory, 'none.ts'))).rejects.toMatchObject({ code: 'transform-not-found' })
  })
})

describe('loadPlannedTransform', () => {
  const backfill = {
    kind: 'typescript',
    id: 'transform.posts.slug',
    label: 'compute slug of posts',
    table: { schema: null, name: 'posts' },
    key: [{ name: 'id', type: 'BIGINT' }],
    pending: 't."slug" IS NULL',
    mustEmpty: true,
    file: 'planned.ts',
    read: [{ field: 'title', column: 'title_text', type: 'TEXT' }],
    writes: [{ field: 'slug', column: 'slug', type: 'VARCHAR(80)' }],
  } as const

  test('may read the key and less than the plan does', async () => {
    await file('planned.ts', `export default { read: ['id'], transform: () => ({ slug: 'x' }) }`)
    expect((await loadPlannedTransform(directory, backfill)).read).toEqual(['id'])
  })

  test('may not read what the plan does not', async () => {
    await file('planned.ts', `export default { read: ['title', 'role'], transform: () => ({ slug: 'x' }) }`)
    await expect(loadPlannedTransform(directory, backfill)).rejects.toThrow(
      'The transform planned.ts reads role, but the plan was made for title, id; plan the change again to read another field.',
    )
  })
})

describe('checkSelfContained', () => {
  test.each([
    `import { slugify } from './slugify.ts'`,
    `import type { Post } from "../types"`,
    `const { x } = await import('./x.js')`,
    `export * from '.'`,
    `import x from '@/lib/x'`,
    `const x = require('../x')`,
  ])('refuses %s', (text) => {
    expect(() => checkSelfContained(text, 'x.ts')).toThrow(/^The transform x\.ts imports '/)
  })

  test.each([
    `import { defineBackfill } from 'stager'`,
    `import slugify from '@sindresorhus/slugify'`,
    `import { join } from 'node:path'`,
    `// import x from './x'`,
    `/* import x from './x' */`,
    `const from = row.from; const path = './x'`,
  ])('allows %s', (text) => {
    expect(() => checkSelfContained(text, 'x.ts')).not.toThrow()
  })
})

describe('testBackfill', () => {
  const slug = defineBackfill<{ title: string }, { slug: string }>({
    read: ['title'],
    transform: async ({ title }) => ({ slug: title.toLowerCase() }),
  })

  test('gives the results in order', async () => {
    expect(await testBackfill(slug, [{ title: 'A' }, { title: 'B' }])).toEqual([{ slug: 'a' }, { slug: 'b' }])
  })

  test('throws where the transform uses a field that it does not read', async () => {
    const careless = defineBackfill<{ title: string; author: string }, { slug: string }>({
      read: ['title'],
      transform: (row) => ({ slug: row.author }),
    })
    await expect(testBackfill(careless, [{ title: 'A', author: 'B' }])).rejects.toThrow(
      'The transform uses author, which is not in its read list.',
    )
  })

  test('throws for a field that is left undefined', async () => {
    const careless = { read: ['title'] as const, transform: (): object => ({ slug: undefined }) }
    await expect(testBackfill(careless, [{ title: 'A' }])).rejects.toMatchObject({ code: 'transform-missing-column' })
  })

  test('throws for a result that is no object', async () => {
    const careless = { read: ['title'] as const, transform: () => null as unknown as object }
    await expect(testBackfill(careless, [{ title: 'A' }])).rejects.toMatchObject({ code: 'transform-failed' })
  })
})

test('an untyped transform has rows of the fields that it reads', () => {
  const untyped = defineBackfill({ read: ['title'], transform: (row) => ({ slug: String(row.title) }) })
  expect(untyped.transform({ title: 'x' })).toEqual({ slug: 'x' })
})
