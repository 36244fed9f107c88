import { expect, test } from 'vitest'

import { check, fix, type FixSettings } from '../../src/index.ts'
import { postSchema, withProject, type CliProject } from './cli-project.ts'

const required = postSchema.replace('  title String\n', '  title String\n  slug  String\n')
const folder = 'prisma/migrations/20210101000000_slug'
const prismaSql = '-- AlterTable\nALTER TABLE "Post" ADD COLUMN     "slug" TEXT NOT NULL;\n'
const answers: FixSettings = { fill: ['Post.slug=lower(title)'], name: 'add_slug' }

/** As `prisma migrate dev` leaves it. */
async function withMigration(sql: string, work: (project: CliProject) => Promise<void>): Promise<void> {
  await withProject({}, async (project) => {
    await project.write('prisma/schema.prisma', required)
    await project.write(`${folder}/migration.sql`, sql)
    await work(project)
  })
}

test('an unsafe migration of Prisma becomes a plan', async () => {
  await withMigration(prismaSql, async (project) => {
    const { findings } = await check({ cwd: project.directory })
    expect(findings.map(({ rule }) => rule)).toContain('required-column')
    const { removed, plan } = await fix({ ...answers, yes: true, cwd: project.directory })
    expect(removed).toEqual(['20210101000000_slug'])
    expect(plan?.bundle?.plan.name).toBe('add_slug')
    expect(await project.list('prisma/migrations')).not.toContain('20210101000000_slug')
    expect(await project.read('prisma/schema.prisma')).toContain('slug  String?')
    expect((await check({ cwd: project.directory })).findings).toEqual([])
    expect(await fix({ cwd: project.directory })).toEqual({ removed: [], plan: null })
  })
})

test('without a yes, without an answer, or with SQL that is not of Prisma nothing is touched', async () => {
  await withMigration(prismaSql, async (project) => {
    const before = await project.snapshot()
    const cwd = project.directory
    await expect(fix({ ...answers, cwd })).rejects.toMatchObject({ code: 'fix-unconfirmed', exitCode: 1 })
    await expect(fix({ ...answers, cwd, confirm: () => Promise.resolve(false) })).rejects.toMatchObject({ code: 'fix-unconfirmed' })
    await expect(fix({ cwd, yes: true })).rejects.toMatchObject({ code: 'questions-open' })
    expect(await project.snapshot()).toEqual(before)
    await project.write(`${folder}/migration.sql`, `${prismaSql}UPDATE "Post" SET "slug" = 'x';\n`)
    await expect(fix({ ...answers, yes: true, cwd })).rejects.toMatchObject({ code: 'fix-hand-written' })
    await project.write(`${folder}/migration.sql`, prismaSql)
    await project.write('prisma/migrations/20210102000000_view/migration.sql', 'CREATE VIEW "Slugs" AS SELECT "slug" FROM "Post";\n')
    await expect(fix({ ...answers, yes: true, cwd })).rejects.toMatchObject({ code: 'fix-hand-written' })
  })
})

test('on the command line', async () => {
  await withMigration(prismaSql, async (project) => {
    const refused = await project.stager('check', '--fix', '--fill', 'Post.slug=lower(title)')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('stager check --fix --yes') as string })
    const fixed = await project.stager('check', '--fix', '--yes', '--fill', 'Post.slug=lower(title)')
    expect(fixed).toMatchObject({ code: 0, stderr: expect.stringContaining('20210101000000_slug is removed') as string })
  })
})
