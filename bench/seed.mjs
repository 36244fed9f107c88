import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { apply, plan } from '../dist/src/index.js'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n\n'
const post = (...fields) =>
  `${datasource}model Post {\n  id     Int    @id @default(autoincrement())\n${fields.map((name) => `  ${name} String\n`).join('')}}\n`
const createTable =
  'CREATE TABLE "Post" ("id" SERIAL NOT NULL, "title" TEXT NOT NULL, "author" TEXT NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"))'

export async function query(url, ...statements) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows = []
    for (const sql of statements) rows = (await client.query(sql)).rows
    return rows
  } finally {
    await client.end()
  }
}

const before = post('title', 'author')

/** Changes of the schema: what it becomes, and the answers of the plan. */
const changes = {
  sql: { after: post('title', 'author', 'slug'), answers: { fill: ['Post.slug=lower(title)'] } },
  typescript: {
    after: post('title', 'author', 'slug'),
    answers: { fill: ['Post.slug=./slug.ts'] },
    files: {
      'slug.ts': `import { defineBackfill } from 'stager'

export default defineBackfill<{ title: string }, { slug: string }>({ read: ['title'], transform: (row) => ({ slug: row.title.toLowerCase() }) })
`,
    },
  },
  rename: { after: post('headline', 'author'), answers: { rename: ['Post.title:headline'] } },
}

/**
 * Databases with `rows` posts (a serial key and two md5 texts) and a new text column, or a column with a new name. Each is made once and then copied as files, so that every
 * measurement starts from the same bytes, after a checkpoint, and pays for nothing that another one left behind.
 */
export function createSeeds(server) {
  const made = new Map()
  const directories = []

  /** The posts before any plan. */
  const posts = (rows) =>
    once(`posts_${rows}`, async (name) => {
      const url = await server.createDatabase(name)
      const values = `SELECT md5(n::text), md5((n * 7)::text) FROM generate_series(1, ${rows}) AS n`
      await query(url, createTable, `INSERT INTO "Post" ("title", "author") ${values}`, 'VACUUM (ANALYZE, FREEZE) "Post"')
      return { name, url }
    })

  /** The same with a plan that is expanded and deployed, and its project folder. */
  const expanded = (rows, kind) =>
    once(`${kind}_${rows}`, async (name) => {
      const { after, answers, files = {} } = changes[kind]
      const directory = await mkdtemp(join(tmpdir(), 'stager-bench-'))
      directories.push(directory)
      const url = await copy(await posts(rows), name)
      await mkdir(join(directory, 'prisma/migrations'), { recursive: true })
      await writeFile(join(directory, 'prisma/migrations/migration_lock.toml'), 'provider = "postgresql"\n')
      await writeFile(join(directory, 'base.prisma'), before)
      await writeFile(join(directory, 'prisma/schema.prisma'), after)
      for (const [path, text] of Object.entries(files)) await writeFile(join(directory, path), text)
      // The table is there without a migration that made it: its history begins with the plan.
      const initial = join(directory, 'prisma/migrations/20250101000000_init')
      await mkdir(initial)
      await writeFile(join(initial, 'migration.sql'), `${createTable};\n`)
      await plan({ cwd: directory, databaseUrl: url, from: 'base.prisma', name: 'bench', ...answers })
      await writeFile(join(initial, 'migration.sql'), 'SELECT 1;\n')
      await apply({ cwd: directory, databaseUrl: url, stage: 'expand' })
      await apply({ cwd: directory, databaseUrl: url, stage: 'deploy', release: 'bench' })
      return { name, url, directory }
    })

  async function once(name, make) {
    if (!made.has(name)) made.set(name, await make(`bench_${name}`))
    return made.get(name)
  }

  async function copy({ name: template }, name) {
    await query(server.url(), `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
    return server.url(name)
  }

  /** A copy for as long as `work` takes. */
  async function withCopy(seed, work) {
    const name = 'bench_copy'
    const url = await copy(seed, name)
    try {
      return await work({ url, directory: seed.directory })
    } finally {
      await server.dropDatabase(name)
    }
  }

  return {
    withPosts: async (rows, work) => withCopy(await posts(rows), work),
    withExpanded: async (rows, kind, work) => withCopy(await expanded(rows, kind), work),
    async removeFolders() {
      for (const directory of directories) await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A second column that the naive ways fill, on a table without stager. */
export const addSlug = 'ALTER TABLE "Post" ADD COLUMN "slug" TEXT'
