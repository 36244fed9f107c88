import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { oldNames } from '../../src/evidence/old-names.ts'
import { lookAtSource, type SourceAnswer } from '../../src/evidence/source/look-at-source.ts'
import type { PlanBundle } from '../../src/index.ts'
import { prisma } from '../helpers/prisma-cli.ts'
import { before, withSourceProject } from './source-project.ts'

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  },
  include: ['.'],
})

const web = `import { Prisma, type Post, type PrismaClient } from '../../generated/client.ts'

const mine: Prisma.PostWhereInput = { author: 'me' }

export async function read(prisma: PrismaClient) {
  const posts = await prisma.post.findMany({ where: { OR: [mine, { legacy: null }] }, orderBy: { author: 'asc' } })
  const narrow = await prisma.post.findMany({ select: { author: true }, distinct: ['author'] })
  const writers = await prisma.writer.findMany({ include: { posts: { omit: { legacy: true } } } })
  const { legacy } = posts[0]!
  const unrelated = { author: 'nobody', legacy: 1 }
  return [posts.map((post) => post.author), narrow[0]?.author, writers.map((writer) => writer.posts[0]!['author']), legacy, unrelated.author]
}

export const show = (post: Post): string => post.title

export const raw = (prisma: PrismaClient, id: number) => prisma.$queryRaw\`SELECT p."author" FROM "posts" AS p WHERE p.id = \${id}\`
`

const worker = `import type { PrismaClient } from '../../generated/client.ts'

export const write = (prisma: PrismaClient) =>
  prisma.writer.update({ where: { id: 1 }, data: { posts: { create: { title: 'a', author: 'b' } } } })

export const unsafe = (prisma: PrismaClient) => prisma.$executeRawUnsafe('UPDATE posts SET ' + 'legacy = NULL WHERE author = $1', 'x')
`

const ask = (directory: string, bundle: PlanBundle, named: readonly string[] = []): Promise<SourceAnswer> =>
  lookAtSource({
    cwd: directory,
    root: directory,
    schemaPath: join(directory, 'prisma/schema.prisma'),
    named,
    bundle,
    names: oldNames(bundle),
    signal: new AbortController().signal,
  })

/** `web/read.ts:6 where read Post.author`, and the confidence where it is not certain. */
function usesOf({ source }: SourceAnswer): readonly string[] {
  if (source.state !== 'looked') throw new Error(source.reason)
  return source.uses.map(
    ({ file, line, place, access, model, field, confidence }) =>
      `${file}:${line} ${place} ${access} ${model}.${field}${confidence === 'certain' ? '' : ` ${confidence}`}`,
  )
}

test('in a monorepo with a generated client: each read and write, and what the compiler says with the target client', async () => {
  const files = {
    'apps/web/tsconfig.json': tsconfig,
    'apps/web/read.ts': web,
    'apps/worker/tsconfig.json': tsconfig,
    'apps/worker/write.ts': worker,
    'prisma/sql/byAuthor.sql': 'SELECT id\nFROM posts\nWHERE author = $1',
  }
  await withSourceProject(files, async ({ directory, bundle }) => {
    await writeFile(join(directory, 'prisma/schema.prisma'), before)
    await writeFile(join(directory, 'prisma.config.ts'), `export default { schema: 'prisma/schema.prisma' }\n`)
    expect((await prisma(directory, ['generate', '--no-hints'])).output).toContain('Generated')

    const answer = await ask(directory, bundle, ['apps/web', 'apps/worker/tsconfig.json'])

    expect(usesOf(answer)).toEqual([
      'apps/web/read.ts:3 input read Post.author',
      'apps/web/read.ts:6 where read Post.legacy',
      'apps/web/read.ts:6 orderBy read Post.author',
      'apps/web/read.ts:7 select read Post.author',
      'apps/web/read.ts:7 distinct read Post.author',
      'apps/web/read.ts:8 omit read Post.legacy',
      'apps/web/read.ts:9 property read Post.legacy',
      'apps/web/read.ts:11 property read Post.author',
      'apps/web/read.ts:11 property read Post.author likely',
      'apps/web/read.ts:11 property read Post.author',
      'apps/web/read.ts:16 raw SQL read posts.author',
      'apps/worker/write.ts:4 create write Post.author',
      'apps/worker/write.ts:6 raw SQL write posts.legacy',
      'apps/worker/write.ts:6 raw SQL read posts.author',
      'prisma/sql/byAuthor.sql:3 TypedSQL read posts.author',
    ])
    const { types } = answer
    if (types.state !== 'looked') throw new Error(types.reason)
    expect(types.errors.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'apps/web/read.ts:3 TS2353',
      'apps/web/read.ts:6 TS2353',
      'apps/web/read.ts:6 TS2353',
      'apps/web/read.ts:7 TS2353',
      'apps/web/read.ts:7 TS2322',
      'apps/web/read.ts:8 TS2353',
      'apps/web/read.ts:9 TS2339',
      'apps/web/read.ts:11 TS2339',
      'apps/web/read.ts:11 TS2339',
      'apps/web/read.ts:11 TS2339',
      'apps/worker/write.ts:4 TS2353',
    ])
  })
})

test('without a generated client and without types the names say it, with less confidence', async () => {
  const script = `const { prisma } = require('./client')
async function main() {
  const post = await prisma.post.findFirst({ where: { author: 'x' } })
  console.log(post.author, post.title)
  await prisma.comment.findFirst({ where: { author: 'x' } })
}
main()
`
  const other = `exports.log = (entry) => entry.author\n`
  await withSourceProject({ 'jobs/report.js': script, 'jobs/other.js': other }, async ({ directory, bundle }) => {
    const answer = await ask(directory, bundle, ['jobs'])
    expect(usesOf(answer)).toEqual([
      'jobs/report.js:3 where read Post.author likely',
      'jobs/report.js:4 property read Post.author possible',
    ])
    expect(answer.types).toEqual({ state: 'unknown', reason: 'nothing in jobs imports the generated client' })
  })
})

test('says why it cannot look, and refuses a source that is not there', async () => {
  await withSourceProject({}, async ({ directory, bundle }) => {
    const { source } = await ask(directory, bundle)
    expect(source).toEqual({ state: 'unknown', reason: `there is no tsconfig.json in ${directory}; name the application with --source` })
    await expect(ask(directory, bundle, ['nowhere'])).rejects.toMatchObject({ code: 'source-not-found', exitCode: 2 })
  })
})
