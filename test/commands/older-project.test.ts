import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { apply, plan, promote, undo, verify } from '../../src/index.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { schemaFilesIn } from '../../src/prisma/load.ts'
import { query, rowDump, schemaDump, withTestDatabase } from '../helpers/database.ts'

/** As Prisma 5 and 6 had it: the URLs in the schema, previews that are retired by now, a schema of several files, and no prisma.config.ts. */
const before: Readonly<Record<string, string>> = {
  'main.prisma': `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["prismaSchemaFolder", "multiSchema", "postgresqlExtensions", "fullTextSearchPostgres", "views", "metrics", "driverAdapters"]
}

datasource db {
  provider   = "postgresql"
  url        = env("STAGER_TEST_OLDER_URL")
  directUrl  = env("STAGER_TEST_OLDER_URL")
  extensions = [citext]
  schemas    = ["public", "people"]
}
`,
  // No empty line at the end, and Windows line ends.
  'people/user.prisma': `/// Who writes.\r
model User {\r
  id    Int     @id @default(autoincrement())\r
  name  String // as on the door\r
  email String  @db.Citext\r
  posts Post[]\r
\r
  @@schema("people")\r
}`,
  'blog.prisma': `model Post {
  id       Int    @id @default(autoincrement())
  title    String
  views    Int    @default(0)
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])

  @@schema("public")
}

view PostCount {
  author String @unique
  count  Int

  @@schema("public")
}
`,
}

const after: Readonly<Record<string, string>> = {
  ...before,
  'people/user.prisma': (before['people/user.prisma'] ?? '')
    .replace('  name  String // as on the door', '  fullName String // as on the door')
    .replace('  email String  @db.Citext', '  email String  @unique @db.Citext'),
  'blog.prisma': (before['blog.prisma'] ?? '')
    .replace('  views    Int    @default(0)', '  views    BigInt @default(0)\n  slug     String @unique\n  tags     Tag[]')
    .replace('view PostCount', `model Tag {\n  name  String @id\n  posts Post[]\n\n  @@schema("public")\n}\n\nview PostCount`),
}

const views = `CREATE VIEW "PostCount" AS SELECT u.email::text AS author, count(*)::int AS count
  FROM "Post" p JOIN people."User" u ON u.id = p."authorId" GROUP BY 1`
const seed = `INSERT INTO people."User" (name, email) SELECT 'User ' || n, 'User' || n || '@Example.org' FROM generate_series(1, 50) n;
  INSERT INTO "Post" (title, "authorId") SELECT 'Post ' || n, 1 + n % 50 FROM generate_series(1, 300) n`

async function withOlderProject(work: (directory: string, url: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'stager-older-'))
  try {
    await withTestDatabase(async (url) => {
      process.env['STAGER_TEST_OLDER_URL'] = url
      const init = `${await renderDdl(Object.entries(before).map(([path, content]) => ({ path, content })))}\n${views};\n`
      await query(url, 'CREATE EXTENSION IF NOT EXISTS citext')
      await writeAll(join(directory, 'prisma/schema'), before)
      await writeAll(join(directory, 'base'), before)
      await writeAll(join(directory, 'prisma/migrations'), {
        '20240101000000_init/migration.sql': init,
        'migration_lock.toml': 'provider = "postgresql"\n',
      })
      await work(directory, url)
    })
  } finally {
    delete process.env['STAGER_TEST_OLDER_URL']
    await rm(directory, { recursive: true, force: true })
  }
}

async function writeAll(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
}

async function schemaIn(directory: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(directory, 'prisma/schema')
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.prisma')).toSorted()
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)))
}

test('a project of Prisma 6 with a schema of several files goes through all stages, and back', { timeout: 120_000 }, () =>
  withOlderProject(async (cwd, url) => {
    const noDrift = async (): Promise<void> => expect(await driftBetween(url, schemaFilesIn(join(cwd, 'prisma/schema')))).toBe('')
    const planned = async (name: string, now: Date): Promise<void> => {
      await writeAll(join(cwd, 'prisma/schema'), after)
      const answers = { rename: ['User.name:fullName'], fill: ['Post.slug=lower(title)'] }
      await plan({ cwd, from: 'base', name, now: () => now, ...answers })
    }
    await apply({ cwd, stage: 'expand' })
    await query(url, seed)
    await noDrift()
    const start = { structure: await schemaDump(url), rows: await rowDump(url) }

    await planned('slugs', new Date(Date.UTC(2026, 0, 1)))
    const transition = await schemaIn(cwd)
    expect(transition['main.prisma']).toBe(before['main.prisma'])
    expect(transition['people/user.prisma']).toMatch(/fullName String\? .*\/\/ as on the door\r\n/)
    await apply({ cwd, stage: 'expand' })
    await noDrift()
    await apply({ cwd, stage: 'deploy', release: 'next' })
    await apply({ cwd, stage: 'backfill' })
    await undo({ cwd, plan: 'slugs', yes: true, now: () => new Date(Date.UTC(2026, 0, 1, 1)) })
    expect(await schemaIn(cwd)).toEqual(before)
    await noDrift()
    expect(await schemaDump(url)).toBe(start.structure)
    expect(await rowDump(url)).toBe(start.rows)

    await planned('again', new Date(Date.UTC(2026, 0, 2)))
    await apply({ cwd, stage: 'expand' })
    await apply({ cwd, stage: 'deploy', release: 'next' })
    await apply({ cwd, stage: 'backfill' })
    expect((await verify({ cwd })).passed).toBe(true)
    await promote({ cwd, plan: 'again', now: () => new Date(Date.UTC(2026, 0, 3)) })
    expect(await schemaIn(cwd)).toEqual(after)
    await apply({ cwd, stage: 'contract', plan: 'again', yes: 'again' })
    await noDrift()
    expect(await query(url, `SELECT sum(count)::int AS posts FROM "PostCount"`)).toEqual([{ posts: 300 }])
    expect(await query(url, `SELECT count(*)::int AS n FROM "Post" WHERE slug IS DISTINCT FROM lower(title)`)).toEqual([{ n: 0 }])
  }),
)
