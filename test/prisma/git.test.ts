import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { schemaFilesAt } from '../../src/prisma/git.ts'
import { loadPrismaSchema } from '../../src/prisma/load.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const generator = 'generator client {\n  provider = "prisma-client"\n}\n'
const user = 'model User {\n  id Int @id\n}\n'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stager git ü-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(directory, { recursive: true, force: true })
})

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const write = async (name: string, content: string): Promise<void> => {
  await mkdir(dirname(join(directory, name)), { recursive: true })
  await writeFile(join(directory, name), content)
}

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await write(name, content)
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', 'x')
}

const load = (from: string, schemaPath = 'prisma/schema.prisma', cwd = directory) => loadPrismaSchema({ from, schemaPath, cwd })

describe('a schema at a commit', () => {
  beforeEach(() => {
    git('init', '--quiet', '--initial-branch', 'main')
  })

  it('is what was committed, not what is in the working tree', async () => {
    await commit({ 'prisma/schema.prisma': datasource + user })
    await write('prisma/schema.prisma', `${datasource}${user}model Post {\n  id Int @id\n}\n`)
    const { files, schema } = await load('HEAD')
    expect(files).toEqual([{ path: 'schema.prisma', content: datasource + user }])
    expect(schema.tables.map(({ model }) => model)).toEqual(['User'])
  })

  it('is found at branches, tags, abbreviated commits and relative refs', async () => {
    await commit({ 'prisma/schema.prisma': datasource + user })
    git('tag', 'v1')
    git('branch', 'feature/x')
    const id = git('rev-parse', '--short', 'HEAD').trim()
    await commit({ 'prisma/schema.prisma': datasource })
    for (const ref of ['v1', 'feature/x', id, 'HEAD~1', 'main^']) expect((await load(ref)).schema.tables).toHaveLength(1)
    expect((await load('main')).schema.tables).toHaveLength(0)
  })

  it('is found from a subfolder, through a symbolic link, and under names with spaces', async () => {
    await commit({ 'apps/my api/prisma/schema.prisma': datasource + user })
    expect((await load('HEAD', 'prisma/schema.prisma', join(directory, 'apps/my api'))).schema.tables).toHaveLength(1)
    const link = `${directory} link`
    await symlink(directory, link)
    try {
      expect((await load('HEAD', 'apps/my api/prisma/schema.prisma', link)).schema.tables).toHaveLength(1)
    } finally {
      await rm(link)
    }
  })

  it('is every .prisma file of a folder', async () => {
    await commit({
      'prisma/schema/base.prisma': datasource,
      'prisma/schema/auth ü/user.prisma': user,
      'prisma/schema/readme.md': '#',
      'prisma/schemata.prisma': 'no',
    })
    const { files, schema } = await load('HEAD', 'prisma/schema')
    expect(files).toEqual([
      { path: 'auth ü/user.prisma', content: user },
      { path: 'base.prisma', content: datasource },
    ])
    expect(schema.tables).toHaveLength(1)
  })

  it('is found where it was before it became a folder, and before it became a file', async () => {
    await commit({ 'prisma/schema.prisma': datasource + user })
    await mkdir(join(directory, 'prisma/schema'))
    await rename(join(directory, 'prisma/schema.prisma'), join(directory, 'prisma/schema/base.prisma'))
    expect((await load('HEAD', 'prisma/schema')).schema.tables).toHaveLength(1)
    await commit({})
    expect((await load('HEAD', 'prisma/schema.prisma')).schema.tables).toHaveLength(1)
    expect((await load('HEAD~1', 'prisma/schema')).schema.tables).toHaveLength(1)
  })

  it('is empty but for datasource and generators when it did not exist yet', async () => {
    await commit({ 'other.txt': '' })
    await write('prisma/schema.prisma', `// ours\n${generator}\n${user}\n${datasource}`)
    const { files, schema } = await load('HEAD')
    expect(files).toEqual([{ path: 'schema.prisma', content: `// ours\n${generator}\n${datasource}` }])
    expect(schema).toEqual({ tables: [], enums: [], schemas: [], extensions: [] })
    await rm(join(directory, 'prisma'), { recursive: true })
    await mkdir(join(directory, 'prisma'))
    expect((await load('HEAD')).files).toEqual([])
  })

  it('has the line ends of the working tree, whatever those of the repository', async () => {
    const text = datasource + user
    const windows = text.replaceAll('\n', '\r\n')
    await commit({ '.gitattributes': '* -text\n', 'prisma/schema.prisma': text })
    await write('prisma/schema.prisma', windows)
    expect((await load('HEAD')).files[0]?.content).toBe(windows)
    await commit({ 'prisma/schema.prisma': windows })
    expect((await load('HEAD')).files[0]?.content).toBe(windows)
    await write('prisma/schema.prisma', text)
    expect((await load('HEAD')).files[0]?.content).toBe(text)
  })

  it('names the ref and the file in messages', async () => {
    await commit({ 'prisma/schema.prisma': `${datasource}model User {\n  id Foo @id\n}\n` })
    await expect(load('HEAD')).rejects.toThrow('-->  HEAD:prisma/schema.prisma:5')
  })

  it('refuses a ref that is not there, with the command that may fetch it', async () => {
    await write('prisma/schema.prisma', datasource)
    await expect(load('HEAD')).rejects.toMatchObject({
      code: 'unknown-ref',
      exitCode: 2,
      hint: 'Commit the base schema first, or give the base as a file: --from path/to/old.prisma',
    })
    await commit({ 'prisma/schema.prisma': datasource })
    await expect(load('origin/main')).rejects.toMatchObject({
      code: 'unknown-ref',
      exitCode: 2,
      message: '"origin/main" is neither a path nor a commit, branch or tag of this repository.',
      hint: 'Fetch it first (git fetch origin main), or give the base as a file: --from path/to/old.prisma',
    })
    await expect(load('--output=x')).rejects.toMatchObject({ code: 'unknown-ref' })
  })

  it('is a branch, though a folder without a schema has its name', async () => {
    await commit({ 'prisma/schema.prisma': datasource + user, 'docs/readme.md': '' })
    git('branch', 'docs')
    expect((await load('docs')).schema.tables).toHaveLength(1)
  })
})

describe('without a repository', () => {
  it('says so, and what to do', async () => {
    vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir())
    await write('prisma/schema.prisma', datasource)
    await expect(load('HEAD')).rejects.toMatchObject({
      code: 'not-a-git-repository',
      exitCode: 2,
      message: `${join(directory, 'prisma')} is not in a git repository, so there is no base schema to compare with.`,
      hint: 'Give the base as a file: --from path/to/old.prisma',
    })
  })

  it('says when there is no git', async () => {
    await write('prisma/schema.prisma', datasource)
    vi.stubEnv('PATH', join(directory, 'nowhere'))
    await expect(schemaFilesAt('HEAD', join(directory, 'prisma/schema.prisma'))).rejects.toMatchObject({
      code: 'git-not-found',
      exitCode: 2,
    })
  })
})
