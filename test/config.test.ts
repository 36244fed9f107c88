import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadProject, type ProjectOptions } from '../src/config.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'stager-config-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true, force: true })
})

const write = async (name: string, content = ''): Promise<void> => {
  await mkdir(dirname(join(root, name)), { recursive: true })
  await writeFile(join(root, name), content)
}

/** The project with paths relative to its root. */
async function load(options: Partial<ProjectOptions> = {}) {
  const project = await loadProject({ cwd: root, ...options })
  const short = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path)
  return {
    schema: short(project.schemaPath),
    migrations: short(project.migrationsDirectory),
    stages: short(project.stagesDirectory),
    url: project.databaseUrl,
    config: project.configFile === null ? null : short(project.configFile),
  }
}

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const legacy = 'datasource db {\n  provider = "postgresql"\n  url = env("STAGER_TEST_URL")\n}\n'

describe('loadProject without a config', () => {
  it("finds the schema in Prisma's places, in Prisma's order", async () => {
    await write('prisma/schema/base.prisma', datasource)
    expect(await load()).toEqual({
      schema: 'prisma/schema',
      migrations: 'prisma/schema/migrations',
      stages: 'stages',
      url: null,
      config: null,
    })
    await write('prisma/schema.prisma', datasource)
    expect(await load()).toEqual({
      schema: 'prisma/schema.prisma',
      migrations: 'prisma/migrations',
      stages: 'stages',
      url: null,
      config: null,
    })
    await write('schema.prisma', datasource)
    expect(await load()).toMatchObject({ schema: 'schema.prisma', migrations: 'migrations' })
  })

  it('takes the prisma folder itself for a schema of several files', async () => {
    await write('prisma/base.prisma', datasource)
    expect(await load()).toMatchObject({ schema: 'prisma', migrations: 'prisma/migrations' })
  })

  it('keeps migrations that are beside the folder of the schema', async () => {
    await write('prisma/schema/base.prisma', datasource)
    await write('prisma/migrations/migration_lock.toml')
    expect(await load()).toMatchObject({ migrations: 'prisma/migrations' })
  })

  it('takes --schema and --database-url first', async () => {
    await write('prisma/schema.prisma', legacy)
    await write('db/other.prisma', datasource)
    expect(await load({ schema: 'db/other.prisma', databaseUrl: 'postgresql://flag' })).toMatchObject({
      schema: 'db/other.prisma',
      migrations: 'db/migrations',
      url: 'postgresql://flag',
    })
  })

  it('takes the url of a schema for Prisma 5 or 6', async () => {
    await write('prisma/schema.prisma', legacy)
    expect((await load()).url).toBeNull()
    vi.stubEnv('STAGER_TEST_URL', 'postgresql://env')
    expect((await load()).url).toBe('postgresql://env')
    expect((await load({ databaseUrl: '' })).url).toBe('postgresql://env')
  })

  it('says where it looked', async () => {
    await mkdir(join(root, 'prisma'))
    await expect(load()).rejects.toMatchObject({
      code: 'schema-not-found',
      exitCode: 2,
      message: `There is no Prisma schema: looked at schema.prisma, prisma/schema.prisma, prisma/schema, prisma in ${root}.`,
    })
    await expect(load({ schema: 'no.prisma' })).rejects.toMatchObject({
      message: `There is no Prisma schema: looked at ${join(root, 'no.prisma')}.`,
    })
  })
})

describe('loadProject with a config', () => {
  const config = (body: string): string => `import { defineConfig, env } from 'prisma/config'\nexport default defineConfig(${body})\n`

  it('honours schema, migrations.path and datasource.url', async () => {
    vi.stubEnv('STAGER_TEST_URL', 'postgresql://env')
    await write('database/schema.prisma', datasource)
    await write(
      'prisma.config.ts',
      config(`{ schema: 'database/schema.prisma', migrations: { path: 'db/moves' }, datasource: { url: env('STAGER_TEST_URL') } }`),
    )
    expect(await load()).toEqual({
      schema: 'database/schema.prisma',
      migrations: 'db/moves',
      stages: 'stages',
      url: 'postgresql://env',
      config: 'prisma.config.ts',
    })
    expect(await load({ databaseUrl: 'postgresql://flag' })).toMatchObject({ url: 'postgresql://flag' })
  })

  it('needs no database url to plan', async () => {
    await write('prisma/schema.prisma', datasource)
    await write('prisma.config.ts', config(`{ datasource: { url: env('STAGER_TEST_NOT_SET') } }`))
    expect(await load()).toMatchObject({ url: null, config: 'prisma.config.ts' })
    await write('prisma.config.ts', config(`{ datasource: { url: process.env['STAGER_TEST_NOT_SET'] ?? '' } }`))
    expect(await load()).toMatchObject({ url: null })
  })

  it.each([
    ['prisma.config.mts', config(`{ schema: 'a.prisma' }`)],
    ['prisma.config.js', `module.exports = { schema: 'a.prisma' }\n`],
    ['prisma.config.mjs', `export default { schema: 'a.prisma' }\n`],
    ['prisma.config.cjs', `const { defineConfig } = require('prisma/config')\nmodule.exports = defineConfig({ schema: 'a.prisma' })\n`],
    ['prisma7.config.ts', config(`{ schema: 'a.prisma' }`)],
    ['.config/prisma.ts', `import type { PrismaConfig } from 'prisma'\nexport default { schema: '../a.prisma' } satisfies PrismaConfig\n`],
  ])('reads %s', async (name, content) => {
    await write('a.prisma', datasource)
    await write(name, content)
    const found = await load()
    expect(found).toMatchObject({ schema: 'a.prisma', config: name, stages: 'stages' })
  })

  it('reads the file that --config names, and takes its folder for the root', async () => {
    await write('apps/api/prisma/schema.prisma', datasource)
    await write('apps/api/my.config.ts', config('{}'))
    expect(await load({ configFile: 'apps/api/my.config.ts' })).toEqual({
      schema: 'apps/api/prisma/schema.prisma',
      migrations: 'apps/api/prisma/migrations',
      stages: 'apps/api/stages',
      url: null,
      config: 'apps/api/my.config.ts',
    })
  })

  it('runs what the config imports, and reads it afresh each time', async () => {
    await write('prisma/schema.prisma', datasource)
    await write('load-env.ts', `process.env['STAGER_TEST_URL'] = 'postgresql://from-file'\nexport {}\n`)
    await write('prisma.config.ts', `import './load-env'\n${config(`{ datasource: { url: env('STAGER_TEST_URL') } }`)}`)
    vi.stubEnv('STAGER_TEST_URL', '')
    expect(await load()).toMatchObject({ url: 'postgresql://from-file' })
    await write('prisma.config.ts', config(`{ datasource: { url: 'postgresql://changed' } }`))
    expect(await load()).toMatchObject({ url: 'postgresql://changed' })
  })

  it('says in one sentence what is wrong with a config', async () => {
    await write('prisma/schema.prisma', datasource)
    const path = join(root, 'prisma.config.ts')
    const expectInvalid = async (content: string, reason: RegExp): Promise<void> => {
      await write('prisma.config.ts', content)
      await expect(load()).rejects.toMatchObject({ code: 'config-invalid', exitCode: 2, message: expect.stringMatching(reason) as string })
    }
    await expectInvalid(
      `throw new Error('DATABASE_URL is missing.\\nat line 2')`,
      new RegExp(`^${path} cannot be used: DATABASE_URL is missing\\.$`),
    )
    await expectInvalid('export default {', /cannot be used: .*Unexpected token/)
    await expectInvalid('export default 3', /cannot be used: it has no default export\.$/)
    await expectInvalid(`import 'nowhere-to-be-found'`, /cannot be used: Cannot find module 'nowhere-to-be-found'/)
    await expect(load({ configFile: 'none.ts' })).rejects.toMatchObject({
      code: 'config-invalid',
      message: `${join(root, 'none.ts')} cannot be used: it does not exist.`,
    })
    await expectInvalid(config(`{ schema: 'gone.prisma' }`), /^There is no/).catch(() => undefined)
    await expect(load()).rejects.toMatchObject({
      code: 'schema-not-found',
      message: `There is no Prisma schema: looked at ${join(root, 'gone.prisma')}.`,
    })
  })
})
