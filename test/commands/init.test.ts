import { expect, test } from 'vitest'

import { init } from '../../src/index.ts'
import { withProject } from './cli-project.ts'

test('init finds the project, writes what is missing and keeps what is there', async () => {
  await withProject({ url: 'postgresql://me:s3cret@localhost/x' }, async (project) => {
    await project.write('pnpm-lock.yaml', '')
    await project.write('.github/workflows/stager-deploy.yml', 'name: mine\n')
    const { code, stdout, stderr } = await project.stager('init')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain('✔ schema      prisma/schema.prisma')
    expect(stderr).toContain('! .github/workflows/stager-deploy.yml')
    expect(stderr).not.toContain('s3cret')
    expect(await project.read('.github/workflows/stager-deploy.yml')).toBe('name: mine\n')
    expect(await project.read('.github/workflows/stager-contract.yml')).toContain('pnpm exec stager apply --stage contract')

    const again = await init({ cwd: project.directory })
    expect(again.files.map(({ state }) => state)).toEqual(['unchanged', 'kept', 'unchanged', 'unchanged'])
    expect(again.project).toMatchObject({ databaseUrl: false })
  })
})

test('init in a folder of a repository writes to its root, also without a schema', async () => {
  await withProject({}, async (project) => {
    await project.write('packages/api/package.json', '{}')
    const result = await init({ cwd: `${project.directory}/packages/api` })
    expect(result.problem?.code).toBe('schema-not-found')
    expect(await project.list('.github/workflows')).toEqual([
      'stager-contract.yml',
      'stager-deploy.yml',
      'stager-plan.yml',
      'stager-status.yml',
    ])
  })
})
