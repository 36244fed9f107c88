import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { check, plan, promote } from '../../src/index.ts'
import { postSchema, withProject, type CliProject } from './cli-project.ts'

const run = promisify(execFile)
const git = (project: CliProject, ...args: string[]): Promise<unknown> =>
  run('git', ['-C', project.directory, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args])

const wide = postSchema.replace('  title String\n', '  title String\n  a     Int\n  b     Int\n  c     Int\n  d     Int\n')
const wanted = wide.replace('  title String\n', '  heading String\n  slug  String\n')
const transform = `export default { read: ['title'], transform: (row) => ({ slug: row.title.toLowerCase() }) }\n`
const answers = { rename: ['Post.title:heading'], fill: ['Post.slug=./slug.ts'] }

/** A branch with a plan of the wanted schema, with main a column ahead, merged. */
async function overtaken(project: CliProject, work: () => Promise<void>): Promise<void> {
  await git(project, 'switch', '-qc', 'feature')
  await project.write('slug.ts', transform)
  await project.write('prisma/schema.prisma', wanted)
  await plan({ ...answers, name: 'add_slug', cwd: project.directory, now: () => new Date('2021-01-01T00:00:00Z') })
  await project.commit()
  await git(project, 'switch', '-q', 'main')
  await project.write('prisma/schema.prisma', wide.replace('  d     Int\n', '  d     Int\n  views Int?\n'))
  await project.write('prisma/migrations/20210102000000_views/migration.sql', 'ALTER TABLE "Post" ADD COLUMN "views" INTEGER;\n')
  await project.commit()
  await git(project, 'switch', '-q', 'feature')
  await git(project, 'merge', '-q', '--no-edit', 'main')
  await work()
}

test('a stale plan is made again, with the answers that were given and the transform as it is in the plan', async () => {
  await withProject({ schema: wide }, async (project) => {
    await overtaken(project, async () => {
      const old = 'stages/20210101000000_add_slug'
      const [file = ''] = await project.list(`${old}/backfill`).then((names) => names.filter((name) => name.endsWith('.ts')))
      await project.write(`${old}/backfill/${file}`, transform.replace('toLowerCase', 'toUpperCase'))
      await project.ok('seal', 'add_slug')
      await git(project, 'rm', '-q', 'slug.ts')
      expect((await check({ cwd: project.directory, from: 'main' })).findings.map(({ rule }) => rule)).toContain('plan-stale')

      const again = await plan({ cwd: project.directory, rebase: 'add_slug', now: () => new Date('2021-01-03T00:00:00Z') })
      expect(again.id).toBe('20210103000000_add_slug')
      expect(again.bundle?.plan.answers).toEqual(answers)
      expect(again.bundle?.plan.questions?.map(({ answer }) => answer)).toEqual([
        '--rename Post.title:heading',
        '--fill Post.slug=./slug.ts',
      ])
      expect([...(again.bundle?.texts.values() ?? [])].some((text) => text.includes('toUpperCase'))).toBe(true)
      expect(await project.list('stages')).toEqual(['20210103000000_add_slug'])
      expect((await project.list('prisma/migrations')).filter((name) => name.startsWith('20210101'))).toEqual([])
      const schema = await project.read('prisma/schema.prisma')
      expect(schema).toContain('views Int?')
      const checked = await check({ cwd: project.directory, from: 'main', now: new Date('2021-01-04T00:00:00Z') })
      expect(checked.findings.filter(({ level }) => level !== 'note')).toEqual([])
      await promote({ cwd: project.directory })
      expect((await project.read('prisma/schema.prisma')).replaceAll(/ +/g, ' ')).toContain(' heading String\n slug String\n')
    })
  })
})

test('what cannot be made again is refused, and nothing is touched', async () => {
  await withProject({ schema: wide }, async (project) => {
    await project.write('prisma/schema.prisma', wide.replace('  title String\n', '  title String\n  slug String\n'))
    await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
    const before = await project.snapshot()
    const rebase = (settings: object): Promise<unknown> => plan({ cwd: project.directory, rebase: 'add_slug', ...settings })
    await expect(rebase({ from: 'HEAD' })).rejects.toMatchObject({ code: 'rebase-flags', exitCode: 2 })
    await expect(rebase({ rebase: 'other' })).rejects.toMatchObject({ code: 'plan-unknown' })
    expect(await project.snapshot()).toEqual(before)
    await rebase({ dryRun: true })
    expect(await project.snapshot()).toEqual(before)
    await project.quickly.promote()
    await expect(rebase({})).rejects.toMatchObject({ code: 'rebase-refused', exitCode: 1 })
  })
})

test('what comments in the schema answered, the plan made again has from the plan', async () => {
  const schema = `${postSchema}\nenum Role {\n  OWNER\n  MEMBER\n}\n`.replace('  title String\n', '  title String\n  role  Role\n')
  await withProject({ schema }, async (project) => {
    const hinted = schema
      .replace('  OWNER\n', '  ADMIN /// @stager.renamed(from: "OWNER")\n')
      .replace('title String', 'head String /// @stager.renamed(from: "title")')
    await project.write('prisma/schema.prisma', hinted)
    const settings = { cwd: project.directory, now: () => new Date('2021-01-01T00:00:00Z') }
    const { bundle } = await plan({ ...settings, name: 'rename' })
    expect(bundle?.plan.answers).toEqual({ rename: ['Post.title:head'], mapValue: ['Role.OWNER:ADMIN'] })
    expect(bundle?.plan.questions?.map(({ text }) => text)).toEqual([
      'Role loses OWNER: which value do the rows get that hold it?',
      'Post.title is gone: is it head under its new name, or may it be dropped with its data?',
    ])
    const again = await plan({ ...settings, rebase: 'rename' })
    expect(again.bundle?.plan).toMatchObject({ answers: bundle?.plan.answers, questions: bundle?.plan.questions })
  })
})
