import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { plan, type PlanBundle, type PlanSettings } from '../../src/index.ts'
import { listPlans } from '../../src/plan/plan-folder.ts'
import { readPlan } from '../../src/plan/plan-files.ts'

export const before = `generator client {
  provider            = "prisma-client"
  output              = "../generated"
  importFileExtension = "ts"
  moduleFormat        = "esm"
}

datasource db {
  provider = "postgresql"
}

model Writer {
  id    Int    @id @default(autoincrement())
  posts Post[]
}

model Post {
  id       Int     @id @default(autoincrement())
  title    String
  author   String
  legacy   String?
  writerId Int
  writer   Writer  @relation(fields: [writerId], references: [id])

  @@map("posts")
}
`

export const after = before.replace('  author   String\n  legacy   String?\n', '  byline   String\n')

/** A project in a temporary folder, with a plan that renames Post.author and drops Post.legacy. Files by path. */
export async function withSourceProject<T>(
  files: Readonly<Record<string, string>>,
  work: (project: { readonly directory: string; readonly bundle: PlanBundle }) => Promise<T>,
  settings: Pick<PlanSettings, 'rename' | 'drop'> = { rename: ['Post.author:byline'], drop: ['Post.legacy'] },
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'stager-source-'))
  try {
    await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(directory, 'node_modules'))
    const all = {
      'prisma/schema.prisma': after,
      'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'base.prisma': before,
      ...files,
    }
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), text)
    }
    await plan({ cwd: directory, name: 'byline', from: 'base.prisma', ...settings })
    const [folder] = await listPlans(join(directory, 'stages'))
    if (folder === undefined) throw new Error('no plan was written')
    return await work({ directory, bundle: await readPlan(folder.directory) })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
