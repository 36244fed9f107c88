import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, test, vi } from 'vitest'

import { query, withTestDatabase } from '../helpers/database.ts'
import { datasource, withProject, type CliProject } from './cli-project.ts'
import { openRunner, parseWorkflow, type WorkflowFile } from './run-workflow.ts'

// A dozen processes, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const target = `${datasource}
model Post {
  id    Int    @id @default(autoincrement())
  title String
  slug  String @unique
}
`

async function workflow(project: CliProject, name: string): Promise<WorkflowFile> {
  return parseWorkflow(await project.read(`.github/workflows/stager-${name}.yml`))
}

async function head(directory: string): Promise<string> {
  return (await promisify(execFile)('git', ['-C', directory, 'rev-parse', 'HEAD'])).stdout.trim()
}

test('the pipeline that init writes takes an empty database from the first migration through a plan, command by command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stager-runner-'))
  try {
    await withTestDatabase((url) =>
      withProject({ url }, async (project) => {
        const runner = await openRunner(project.directory, folder)
        const secrets = { 'secrets.DATABASE_URL': url }
        await project.ok('init')
        // As it is written it fails, so that nobody believes a release out that is not.
        await expect(runner.run(await workflow(project, 'deploy'), secrets)).rejects.toThrow('Put your deployment here')
        const written = await project.read('.github/workflows/stager-deploy.yml')
        await project.write(
          '.github/workflows/stager-deploy.yml',
          written.replace(/run: \|\n +echo '::error.*\n +exit 1\n/, 'run: "true"\n'),
        )
        await project.commit()
        const base = await head(project.directory)
        expect(await query(url, 'SELECT count(*)::int AS n FROM "Post"')).toEqual([{ n: 0 }])
        await query(url, `INSERT INTO "Post" (title) SELECT 'Title ' || n FROM generate_series(1, 100) n`)

        // The pull request.
        await project.write('prisma/schema.prisma', target)
        await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
        await project.commit()
        await runner.run(await workflow(project, 'plan'), { 'github.event.pull_request.base.sha': base })
        expect(await runner.temporary('stager.md')).toContain('new column Post.slug')
        expect(await runner.summary()).toContain('new column Post.slug')

        // Another one, by hand, is stopped, and says why.
        const migration = 'prisma/migrations/20990101000000_by_hand/migration.sql'
        await project.write(migration, 'CREATE INDEX "Post_title_idx" ON "Post"("title");\n')
        await expect(runner.run(await workflow(project, 'plan'), { 'github.event.pull_request.base.sha': base })).rejects.toThrow('::error')
        expect(await runner.temporary('stager.md')).toContain('CREATE INDEX CONCURRENTLY')
        await rm(join(project.directory, 'prisma/migrations/20990101000000_by_hand'), { recursive: true })

        // Merged: the stages run around the deployment.
        await runner.run(await workflow(project, 'deploy'), secrets)
        expect(await query(url, 'SELECT count(*)::int AS n FROM "Post" WHERE slug = lower(title)')).toEqual([{ n: 100 }])
        await expect(runner.run(await workflow(project, 'status'), secrets)).rejects.toThrow('contract-due')
        expect(await runner.summary()).toContain('add_slug')

        // The second pull request is merged, and a person says yes.
        await project.quickly.promote()
        await project.commit()
        await runner.run(await workflow(project, 'contract'), { ...secrets, 'inputs.plan': 'add_slug' })
        const columns = `SELECT is_nullable FROM information_schema.columns WHERE table_name = 'Post' AND column_name = 'slug'`
        expect(await query(url, columns)).toEqual([{ is_nullable: 'NO' }])
      }),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
