import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFile } from 'node:fs/promises'
import { plan } from '../../src/index.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { withPrismaProject, type PrismaProject } from '../helpers/prisma-cli.ts'

const cli = fileURLToPath(new URL('../../dist/bin/stager.cjs', import.meta.url))

const before = `datasource db {
  provider = "postgresql"
}

model Account {
  id       Int     @id @default(autoincrement())
  email    String
  name     String
  price    Int
  nickname String?
  legacy   String
}
`

const after = `datasource db {
  provider = "postgresql"
}

model Account {
  id       Int    @id @default(autoincrement())
  email    String @unique
  fullName String
  price    Int
  cents    Int
  domain   String
  nickname String

  @@index([domain, id])
}
`

const seed = `INSERT INTO "Account" ("email", "name", "price", "nickname", "legacy")
SELECT 'user' || n || '@example.org', 'Name ' || n, n, CASE WHEN n % 2 = 0 THEN NULL ELSE 'nick' || n END, 'x'
FROM generate_series(1, 4000) AS n`

const transform = `import { defineBackfill } from 'stager'

export default defineBackfill<{ id: number; price: number }, { cents: number }>({
  read: ['price'],
  transform: (row) => ({ cents: row.price * 100 }),
})
`

export interface WalkProject {
  readonly project: PrismaProject
  readonly url: string
  /** Runs the built command line; with \`killAfter\` it is killed by SIGKILL so many milliseconds after it started. */
  stager(args: readonly string[], killAfter?: number): Promise<{ readonly code: number | null; readonly output: string }>
}

/** A project with 4,000 rows and a plan that has something to do in every stage. */
export async function withWalkProject<T>(work: (walk: WalkProject) => Promise<T>): Promise<T> {
  const init = await renderDdl([{ path: 'schema.prisma', content: before }])
  return withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url, schema: before, migrations: { '20250101000000_init': init } }, async (project) => {
      await project.deploy()
      await query(url, seed)
      await writeFile(join(project.directory, 'base.prisma'), before)
      await writeFile(join(project.directory, 'cents.ts'), transform)
      await project.writeSchema(after)
      await plan({
        cwd: project.directory,
        databaseUrl: url,
        from: 'base.prisma',
        name: 'walk',
        rename: ['Account.name:fullName'],
        drop: ['Account.legacy'],
        fill: ['Account.cents=./cents.ts', "Account.domain=split_part(email, '@', 2)", "Account.nickname='nobody'"],
      })
      return work({ project, url, stager: (args, killAfter) => run(project.directory, url, args, killAfter) })
    }),
  )
}

function run(cwd: string, url: string, args: readonly string[], killAfter?: number): ReturnType<WalkProject['stager']> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { ...process.env, DATABASE_URL: url, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    }),
  )
}
