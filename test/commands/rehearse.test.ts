import { describe, expect, test } from 'vitest'

import { withTestDatabase } from '../helpers/database.ts'
import { postSchema, postSql, withProject, type CliProject } from './cli-project.ts'

const slug = postSchema.replace('  title String\n', '  title String\n  slug  String\n')

interface Result {
  readonly passed: boolean
  readonly plans: readonly {
    readonly plan: string
    readonly written: readonly string[]
    readonly rehearsal: {
      readonly statements: readonly { readonly milliseconds?: number }[]
      readonly findings: readonly { readonly kind: string; readonly declared: string; readonly measured: string }[]
    }
  }[]
}

const planned = (work: (project: CliProject, folder: string, shadowUrl: string) => Promise<void>): Promise<void> =>
  withTestDatabase((shadowUrl) =>
    withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', slug)
      await project.quickly.plan('add-slug', { fill: ['Post.slug=lower(title)'] })
      const [folder = ''] = await project.list('stages')
      await work(project, folder, shadowUrl)
    }),
  )

describe('stager rehearse', () => {
  test('measures, writes the table, and fails when a declared lock is too weak', async () => {
    await planned(async (project, folder, shadowUrl) => {
      const readme = `stages/${folder}/README.md`
      expect(await project.read(readme)).not.toContain('## Rehearsal')
      const args = ['--plan', 'add_slug', '--shadow-url', shadowUrl, '--rows', '5']
      const { passed, plans } = await project.json<Result>('rehearse', ...args)
      expect({ passed, plans: plans.map(({ plan, written }) => [plan, written.length]) }).toEqual({
        passed: true,
        plans: [['add_slug', 2]],
      })
      expect(plans[0]?.rehearsal.statements.some(({ milliseconds }) => milliseconds !== undefined)).toBe(true)
      expect(await project.read(readme)).toContain(
        '| expand | `ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "slug" TEXT` | ACCESS EXCLUSIVE on Post |',
      )
      expect(await project.read(`stages/${folder}/rehearsal.json`)).not.toContain('milliseconds')

      const plan = await project.read(`stages/${folder}/plan.json`)
      await project.write(`stages/${folder}/plan.json`, plan.replaceAll('"ACCESS EXCLUSIVE"', '"SHARE"'))
      await project.ok('seal', 'add_slug')
      expect(await project.read(readme)).toContain('`stager rehearse add_slug` measures it again')
      const { code, stderr, stdout } = await project.stager('rehearse', 'add_slug', ...args.slice(2))
      expect(code).toBe(1)
      expect(stderr).toContain('✖ expand/alter.Post took ACCESS EXCLUSIVE on Post and declares SHARE')
      expect(stderr + stdout).not.toContain(new URL(shadowUrl).password)
    })
  })

  test('what there is not to rehearse', async () => {
    await withProject({}, async (project) => {
      expect(await project.stager('rehearse')).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing to rehearse') as string })
      expect(await project.stager('rehearse', 'nope')).toMatchObject({ code: 2, stderr: expect.stringContaining('no plan nope') as string })
    })
  })
})

test('a plan is written also where its history cannot be replayed, and says what to do', async () => {
  await withProject({ sql: `${postSql}CREATE EXTENSION postgis;\n` }, async (project) => {
    await project.write('prisma/schema.prisma', slug)
    const { code, stderr } = await project.stager('plan', '--name', 'add-slug', '--fill', 'Post.slug=lower(title)')
    expect({ code, plans: (await project.list('stages')).length }).toEqual({ code: 0, plans: 1 })
    expect(stderr).toMatch(/was not rehearsed.*postgis[\s\S]*--shadow-url/)
    expect(await project.stager('rehearse')).toMatchObject({ code: 1, stderr: expect.stringContaining('--shadow-url') as string })
  })
})

test('not with --no-rehearse, and not in a dry run', async () => {
  await withProject({}, async (project) => {
    await project.write('prisma/schema.prisma', slug)
    const args = ['--name', 'add-slug', '--fill', 'Post.slug=lower(title)']
    for (const flag of ['--dry-run', '--no-rehearse'])
      expect(await project.json('plan', ...args, flag)).toMatchObject({ rehearsal: null, notRehearsed: null })
    const [folder = ''] = await project.list('stages')
    expect(await project.list(`stages/${folder}`)).not.toContain('rehearsal.json')
  })
})
