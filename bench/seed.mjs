import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { apply, plan } from '../dist/src/index.js'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n\n'
const post = (fields) =>
  `${datasource}model Post {\n  id     Int    @id @default(autoincrement())\n  title  String\n  author String\n${fields}}\n`

export async function query(url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** A database of its own with `rows` posts (a serial key and two md5 texts), expanded and deployed, ready for its backfill. */
export async function withExpandedPosts(server, name, rows, { fill, files = {}, field = '  slug   String\n' }, work) {
  const directory = await mkdtemp(join(tmpdir(), 'stager-bench-'))
  const url = await server.createDatabase(name)
  try {
    await mkdir(join(directory, 'prisma/migrations/20250101000000_init'), { recursive: true })
    await writeFile(join(directory, 'prisma/migrations/migration_lock.toml'), 'provider = "postgresql"\n')
    await writeFile(
      join(directory, 'prisma/migrations/20250101000000_init/migration.sql'),
      'CREATE TABLE "Post" ("id" SERIAL NOT NULL, "title" TEXT NOT NULL, "author" TEXT NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));\n',
    )
    await writeFile(join(directory, 'base.prisma'), post(''))
    await writeFile(join(directory, 'prisma/schema.prisma'), post(field))
    for (const [path, text] of Object.entries(files)) await writeFile(join(directory, path), text)
    const project = { cwd: directory, databaseUrl: url }
    await plan({ ...project, from: 'base.prisma', name: 'bench', fill })
    await query(
      url,
      'CREATE TABLE "Post" ("id" SERIAL NOT NULL, "title" TEXT NOT NULL, "author" TEXT NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"))',
    )
    await query(url, `INSERT INTO "Post" ("title", "author") SELECT md5(n::text), md5((n * 7)::text) FROM generate_series(1, ${rows}) AS n`)
    await query(url, 'DROP TABLE IF EXISTS "_prisma_migrations"')
    await writeFile(join(directory, 'prisma/migrations/20250101000000_init/migration.sql'), 'SELECT 1;\n')
    await apply({ ...project, stage: 'expand' })
    await apply({ ...project, stage: 'deploy', release: 'bench' })
    await query(url, 'VACUUM ANALYZE "Post"')
    await query(url, 'CHECKPOINT')
    return await work({ url, directory, project })
  } finally {
    await rm(directory, { recursive: true, force: true })
    await server.dropDatabase(name)
  }
}

export const sqlFill = { fill: ['Post.slug=lower(title)'] }
export const typescriptFill = {
  fill: ['Post.slug=./slug.ts'],
  files: {
    'slug.ts': `import { defineBackfill } from 'stager'

export default defineBackfill<{ title: string }, { slug: string }>({ read: ['title'], transform: (row) => ({ slug: row.title.toLowerCase() }) })
`,
  },
}
