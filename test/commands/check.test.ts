import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { check, seal, type CheckSettings } from '../../src/index.ts'
import { postSchema, withProject, type CliProject } from './cli-project.ts'

const run = promisify(execFile)
const git = (project: CliProject, ...args: string[]): Promise<unknown> =>
  run('git', ['-C', project.directory, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args])

/** The rules that fail, in order; notes and what is allowed left out. */
async function failing(project: CliProject, settings: CheckSettings = {}): Promise<readonly string[]> {
  const { findings } = await check({ cwd: project.directory, ...settings })
  return findings.filter(({ level, allowed }) => level !== 'note' && allowed === null).map(({ rule }) => rule)
}

const withSlug = postSchema.replace('  title String\n', '  title String\n  slug  String?\n')
const migration = (name: string): string => `prisma/migrations/${name}/migration.sql`

test('an untouched project is clean, and a schema without a plan is not', async () => {
  await withProject({}, async (project) => {
    expect(await failing(project)).toEqual([])
    await project.write('prisma/schema.prisma', withSlug)
    const { findings } = await check({ cwd: project.directory })
    expect(findings).toMatchObject([
      { rule: 'schema-without-plan', file: 'prisma/schema.prisma', message: expect.stringContaining('Post') as string },
    ])
  })
})

test('a plan covers the schema that it was made for, and nothing more', async () => {
  await withProject({}, async (project) => {
    await project.write('prisma/schema.prisma', withSlug)
    await project.quickly.plan('add_slug')
    expect(await failing(project)).toEqual([])
    await project.write('prisma/schema.prisma', `${await project.read('prisma/schema.prisma')}\nmodel Tag {\n  id Int @id\n}\n`)
    expect(await failing(project)).toEqual(['schema-without-plan'])
  })
})

test('only migrations that are new since the base are linted, unless all are asked for', async () => {
  await withProject({}, async (project) => {
    await project.write(migration('20200102000000_old'), 'ALTER TABLE "Post" DROP COLUMN "gone";\n')
    await project.commit()
    await project.write('prisma/schema.prisma', withSlug)
    await project.write(
      migration('20200103000000_slug'),
      'ALTER TABLE "Post" ADD COLUMN "slug" TEXT;\nCREATE INDEX "Post_slug_idx" ON "Post"("slug");\n',
    )
    const { findings, linted } = await check({ cwd: project.directory })
    expect(linted).toEqual(['20200103000000_slug'])
    expect(findings.filter(({ level }) => level === 'error')).toMatchObject([
      { rule: 'index-not-concurrent', file: migration('20200103000000_slug'), line: 2 },
    ])
    expect(await failing(project, { all: true })).toContain('drop-column')
  })
})

test('the type at the base tells a widening from a rewrite', async () => {
  const schema = postSchema.replace('title String', 'title String @db.VarChar(20)')
  await withProject({ schema }, async (project) => {
    await project.write('prisma/schema.prisma', schema.replace('VarChar(20)', 'VarChar(40)'))
    await project.write(migration('20200102000000_wider'), 'ALTER TABLE "Post" ALTER COLUMN "title" SET DATA TYPE VARCHAR(40);\n')
    expect(await failing(project)).toEqual([])
    await project.write(migration('20200102000000_wider'), 'ALTER TABLE "Post" ALTER COLUMN "title" SET DATA TYPE VARCHAR(10);\n')
    expect(await failing(project)).toEqual(['column-type-changed'])
  })
})

test('an edited plan, a missing and an edited migration are findings, not errors', async () => {
  await withProject({}, async (project) => {
    await project.write('prisma/schema.prisma', withSlug)
    await project.quickly.plan('add_slug')
    const [id = ''] = await project.list('stages')
    const [step = ''] = (await project.list('prisma/migrations')).filter((name) => name.includes('add_slug'))
    const sql = await project.read(migration(step))
    await project.write(migration(step), `${sql}-- more\n`)
    expect(await check({ cwd: project.directory })).toMatchObject({ findings: [{ rule: 'plan-changed', file: migration(step) }] })
    await project.write(migration(step), sql)
    await project.write(
      `stages/${id}/plan.json`,
      (await project.read(`stages/${id}/plan.json`)).replace('"notes": []', '"notes": ["edited"]'),
    )
    expect(await failing(project)).toContain('plan-changed')
  })
})

/** Fields that git can merge what is added before and after them. */
const wide = postSchema.replace('  title String\n', '  title String\n  a     Int\n  b     Int\n  c     Int\n  d     Int\n')

test('a plan that somebody else overtook is stale, and the finding says by what', async () => {
  await withProject({ schema: wide }, async (project) => {
    await git(project, 'switch', '-qc', 'feature')
    await project.write('prisma/schema.prisma', wide.replace('  title String\n', '  title String\n  slug  String?\n'))
    await project.quickly.plan('add_slug')
    await project.commit()
    await git(project, 'switch', '-q', 'main')
    await project.write('prisma/schema.prisma', wide.replace('  d     Int\n', '  d     Int\n  views Int?\n'))
    await project.write(migration('20200102000000_views'), 'ALTER TABLE "Post" ADD COLUMN "views" INTEGER;\n')
    await project.commit()
    await git(project, 'switch', '-q', 'feature')
    const behind = await check({ cwd: project.directory, from: 'main' })
    expect(behind.findings.filter(({ level }) => level === 'error')).toMatchObject([
      { rule: 'plan-stale', message: expect.stringContaining('20200102000000_views') as string, instead: 'stager plan --rebase add_slug' },
    ])
    await git(project, 'merge', '-q', '--no-edit', 'main')
    const merged = await check({ cwd: project.directory, from: 'main' })
    expect(merged.findings.filter(({ level }) => level === 'error')).toMatchObject([
      { rule: 'plan-stale', message: expect.stringContaining('20200102000000_views') as string },
    ])
  })
})

test('a plan on another table is not stale', async () => {
  const schema = `${postSchema}\nmodel Tag {\n  id Int @id\n}\n`
  await withProject({ schema }, async (project) => {
    await git(project, 'switch', '-qc', 'feature')
    await project.write('prisma/schema.prisma', schema.replace('  title String\n', '  title String\n  slug  String?\n'))
    await project.quickly.plan('add_slug')
    await project.commit()
    await git(project, 'switch', '-q', 'main')
    await project.write('prisma/schema.prisma', schema.replace('model Tag {\n', 'model Tag {\n  name String?\n'))
    await project.write(migration('20200102000000_name'), 'ALTER TABLE "Tag" ADD COLUMN "name" TEXT;\n')
    await project.commit()
    await git(project, 'switch', '-q', 'feature')
    expect(await failing(project, { from: 'main' })).toEqual([])
    await git(project, 'merge', '-q', '--no-edit', 'main')
    expect(await failing(project, { from: 'main' })).toEqual([])
  })
})

test('a new plan is rehearsed, and what is not as it says is a finding', async () => {
  await withProject({}, async (project) => {
    await project.write('prisma/schema.prisma', withSlug)
    await project.quickly.plan('add_slug')
    // A statement that the plan knows nothing of, sealed by somebody who looked away.
    const [id = ''] = await project.list('stages')
    const [step = ''] = await project.list(`stages/${id}/expand`)
    const path = `stages/${id}/expand/${step}`
    await project.write(path, (await project.read(path)).replace('COMMIT;', 'ALTER TABLE "Post" ADD COLUMN "more" TEXT;\nCOMMIT;'))
    await seal({ cwd: project.directory, plan: 'add_slug' })
    expect(await failing(project, { rehearse: true })).toContain('rehearsal-failed')
  })
})

test('two plans on one table conflict, an old one is told', async () => {
  const required = postSchema.replace('  title String\n', '  title String\n  slug  String\n')
  await withProject({}, async (project) => {
    await project.write('prisma/schema.prisma', required)
    await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
    await project.commit()
    const later = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000)
    expect(await failing(project, { now: later })).toEqual(['plan-old'])
    expect(await failing(project, { now: later, maxAge: 60 })).toEqual([])
    await git(project, 'switch', '-qc', 'other', 'HEAD~1')
    await project.write('prisma/schema.prisma', postSchema.replace('  title String\n', '  title String\n\n  body  String\n'))
    await project.quickly.plan('add_body', { fill: ["Post.body=''"] })
    await project.commit()
    await git(project, 'merge', '-q', '--no-edit', '-X', 'theirs', 'main')
    expect(await failing(project, { from: 'main' })).toEqual(expect.arrayContaining(['plan-conflict']))
  })
})

test('the command line: exit codes, formats and GitHub Actions', async () => {
  await withProject({}, async (project) => {
    expect(await project.stager('check')).toMatchObject({ code: 0, stdout: '' })
    await project.write('prisma/schema.prisma', withSlug)
    await project.write(migration('20200103000000_slug'), '-- stager:allow index-not-concurrent\nCREATE INDEX "i%" ON "Post"("slug");\n')
    const human = await project.stager('check')
    expect(human.code).toBe(1)
    expect(human.stdout).toContain('error index-not-concurrent line 2')
    expect(human.stderr).toContain('docs/rules/')
    const json = await project.json<{ failing: number; findings: { rule: string }[] }>('check')
    expect(json.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['allow-invalid', 'index-not-concurrent']))
    expect(json.failing).toBe(2)
    const github = await project.stager('check', '--format', 'github')
    expect(github.stdout).toContain(
      `::error file=${migration('20200103000000_slug')},line=2,title=stager%3A index-not-concurrent::Building i%25 blocks`,
    )
    await project.write('prisma/schema.prisma', withSlug.replace('String?', 'String'))
    await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
    const markdown = await project.stager('check', '--format', 'markdown')
    expect(markdown.stdout).toContain('This must not be merged as it is.')
    expect(markdown.stdout).toContain('in the new required field Post.slug? | `--fill Post.slug=lower(title)` |')
    expect(await project.stager('check', '--postgres-version', '9')).toMatchObject({ code: 2 })
    expect(await project.stager('check', '--max-age', 'soon')).toMatchObject({ code: 2 })
    expect(await project.stager('check', '--from', 'nowhere')).toMatchObject({ code: 2 })
  })
})
