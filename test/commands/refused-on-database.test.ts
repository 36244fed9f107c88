import { expect, test } from 'vitest'

import { check, fix, plan, promote, type CheckResult } from '../../src/index.ts'
import { withTestDatabase } from '../helpers/database.ts'
import { postSchema, withProject, type CliProject } from './cli-project.ts'

const withSlug = postSchema.replace('  title String\n', '  title String\n  slug  String\n')
const withBody = withSlug.replace('  slug  String\n', '  slug  String\n  body  String\n')

const prismaMade = 'prisma/migrations/20210101000000_slug/migration.sql'

/** What `stager check` says of contracts when it is told of the database. */
async function due(project: CliProject, databaseUrl: string): Promise<CheckResult['findings']> {
  const { findings } = await check({ cwd: project.directory, databaseUrl })
  return findings.filter(({ rule }) => rule === 'contract-due')
}

test('what a database has done already is neither fixed nor planned again, and what it waits for is told', async () => {
  await withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      const known = { cwd: project.directory, databaseUrl: url }

      await project.write('prisma/schema.prisma', withSlug)
      await project.write(prismaMade, '-- AlterTable\nALTER TABLE "Post" ADD COLUMN     "slug" TEXT NOT NULL;\n')
      await project.quickly.apply('expand')
      const fixing = { ...known, yes: true, name: 'add_slug', fill: ['Post.slug=lower(title)'] }
      const written = await project.snapshot()
      await expect(fix(fixing)).rejects.toMatchObject({
        code: 'fix-applied',
        exitCode: 1,
        message: 'The migration 20210101000000_slug is applied on this database, so it stays.',
      })
      expect(await project.snapshot()).toEqual(written)
      await project.commit()

      await project.write('prisma/schema.prisma', withBody)
      await project.quickly.plan('add_body', { fill: ["Post.body=''"] })
      const again = { ...known, rebase: 'add_body', dryRun: true }
      expect((await plan(again)).bundle?.plan.name).toBe('add_body')
      await project.quickly.apply('expand')
      await expect(plan(again)).rejects.toMatchObject({
        code: 'rebase-refused',
        exitCode: 1,
        message: 'The plan add_body has run on this database, so it cannot be made again.',
        hint: 'Take it back first: stager undo add_body',
      })

      await project.quickly.apply('deploy')
      expect(await due(project, url)).toEqual([])
      await project.quickly.apply('backfill')
      expect((await check({ cwd: project.directory })).findings.map(({ rule }) => rule)).not.toContain('contract-due')
      expect(await due(project, url)).toMatchObject([
        {
          level: 'warning',
          message: 'The plan add_body is expanded, deployed and backfilled on this database: only contract is missing.',
          instead: 'stager verify add_body, then stager promote add_body',
        },
      ])
      await promote({ cwd: project.directory })
      expect(await due(project, url)).toMatchObject([{ instead: 'stager apply --stage contract' }])
    }),
  )
})
