import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test, vi } from 'vitest'

import { query, withTestDatabase } from '../helpers/database.ts'
import { engineDrift, noDrift } from '../helpers/engine-drift.ts'
import { datasource, postSchema, withProject, type CliProject } from './cli-project.ts'

// Dozens of processes, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

const target = `${datasource}
model Post {
  id    Int    @id @default(autoincrement())
  title String
  // The address of the post.
  slug  String @unique
}
`

function drift(project: CliProject, databaseUrl: string) {
  return engineDrift({
    databaseUrl,
    schemaPath: join(project.directory, 'prisma/schema.prisma'),
    migrationsPath: join(project.directory, 'prisma/migrations'),
  })
}

async function planned(work: (project: CliProject, url: string) => Promise<void>): Promise<void> {
  await withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      await project.quickly.apply('expand')
      await query(url, `INSERT INTO "Post" (title) SELECT 'Title ' || n FROM generate_series(1, 1000) n`)
      await project.write('prisma/schema.prisma', target)
      await project.ok('plan', '--name', 'add-slug', '--fill', 'Post.slug=lower(title)')
      await project.commit()
      await work(project, url)
    }),
  )
}

test('a change from plan to contract, and no drift after any stage', async () => {
  await planned(async (project, url) => {
    expect(await project.read('prisma/schema.prisma')).toContain('slug  String?\n')
    const [folder = ''] = await project.list('stages')
    expect(folder).toMatch(/^\d{14}_add_slug$/)
    expect(await project.read(`stages/${folder}/README.md`)).toContain('After each, Prisma saw no drift.')

    await project.ok('apply', '--stage', 'expand')
    expect(await drift(project, url)).toEqual(noDrift)
    await query(url, `INSERT INTO "Post" (title) VALUES ('By The Old One')`)

    const deployed = await project.json<{ plans: string[] }>('apply', '--stage', 'deploy', '--release', 'abc123')
    expect(deployed).toMatchObject({ type: 'result', stage: 'deploy', plans: ['add_slug'] })
    await project.ok('apply', '--stage', 'backfill', '--batch-size', '100')
    expect(await query(url, 'SELECT count(*)::int AS n FROM "Post" WHERE slug IS DISTINCT FROM lower(title)')).toEqual([{ n: 0 }])

    expect(await project.json('verify')).toMatchObject({ plans: ['add_slug'], passed: true })
    expect((await project.json<{ written: string[] }>('promote', 'add_slug')).written.length).toBeGreaterThan(1)
    expect(await project.read('prisma/schema.prisma')).toBe(target)
    expect((await project.json<{ written: string[] }>('promote', 'add_slug')).written).toEqual([])
    await project.commit()

    expect(await project.stager('apply', '--stage', 'contract', '--yes', 'other')).toMatchObject({ code: 1 })
    await project.ok('apply', '--stage', 'contract', '--yes', 'add_slug')
    expect(await drift(project, url)).toEqual(noDrift)
    const status = await project.json<{ plans: { name: string; state: string; next: null }[] }>('status')
    expect(status.plans).toMatchObject([{ name: 'add_slug', state: 'complete', next: null }])
    expect(await project.stager('apply', '--stage', 'backfill')).toMatchObject({
      code: 0,
      stderr: 'Nothing to do: no plan is waiting for backfill.\n',
    })
  })
})

test('undo takes the database and the schema back', async () => {
  await planned(async (project, url) => {
    await project.ok('apply', '--stage', 'expand')
    expect(await project.stager('undo')).toMatchObject({
      code: 1,
      stderr:
        'error: Undoing add_slug loses what was written into its new columns, and nobody confirmed it.\nhint:  stager undo add_slug --yes\n',
    })
    await project.ok('undo', 'add_slug', '--yes')
    expect(await project.read('prisma/schema.prisma')).toBe(postSchema)
    expect(await drift(project, url)).toEqual(noDrift)
    await project.commit()
    expect((await project.stager('promote', 'add_slug')).stderr).toContain('was undone, so it cannot be promoted')
    // Again, under the same name.
    await project.write('prisma/schema.prisma', target)
    await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
    await project.quickly.apply('expand')
    expect(await drift(project, url)).toEqual(noDrift)
  })
})

test('events are lines of JSON with the result last', async () => {
  await planned(async (project) => {
    const { stdout, stderr, code } = await project.stager('apply', '--stage', 'expand', '--json')
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string })
    expect(lines[0]).toMatchObject({ type: 'stageStarted', plan: 'add_slug', stage: 'expand' })
    expect(lines.at(-1)).toMatchObject({ type: 'result', stage: 'expand', plans: ['add_slug'] })
  })
})

test('a TypeScript backfill runs from the built package', async () => {
  await withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      await project.quickly.apply('expand')
      await query(url, `INSERT INTO "Post" (title) VALUES ('Hello World'), ('Über Uns')`)
      await project.write('prisma/schema.prisma', target.replace(' @unique', ''))
      await project.write(
        'slug.ts',
        `import { defineBackfill } from 'stager'
interface Row { readonly title: string }
export default defineBackfill<Row, { slug: string }>({
  read: ['title'],
  transform: async ({ title }) => ({ slug: title.normalize('NFD').replace(/[^a-z ]/gi, '').toLowerCase().replaceAll(' ', '-') }),
})
`,
      )
      await project.quickly.plan('add_slug', { fill: ['Post.slug=./slug.ts'] })
      await rm(join(project.directory, 'slug.ts'))
      await project.quickly.apply('expand')
      await project.quickly.apply('deploy')
      await project.ok('apply', '--stage', 'backfill')
      expect(await query(url, 'SELECT slug FROM "Post" ORDER BY id')).toEqual([{ slug: 'hello-world' }, { slug: 'uber-uns' }])
    }),
  )
})
