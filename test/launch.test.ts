import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, onTestFinished, test } from 'vitest'

import { runCli, type CliResult } from './commands/cli-project.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

const schema = (fields: string): string =>
  `datasource db {\n  provider = "postgresql"\n}\n\nmodel Post {\n  id    Int    @id\n  title String\n${fields}}\n`

/** A copy of the built command line that nobody has started yet. Beside the original, so that it finds its packages. */
async function freshCommandLine(): Promise<{
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<CliResult>
  plan(env?: NodeJS.ProcessEnv): Promise<CliResult>
  /** The files with what V8 has compiled. */
  compiled(): Promise<string[]>
  readonly folder: string
}> {
  const folder = await mkdtemp(join(dist, 'bin-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(join(dist, 'bin'), folder, { recursive: true, filter: (path) => !path.endsWith('compiled') })
  await writeFile(join(folder, 'before.prisma'), schema(''))
  await writeFile(join(folder, 'after.prisma'), schema('  slug  String\n'))
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> =>
    runCli(args, { cwd: folder, env, cli: join(folder, 'stager.cjs') })
  const fill = 'Post.slug=lower(title)'
  const from = ['--from', 'before.prisma', '--to', 'after.prisma', '--name', 'add_slug']
  return {
    run,
    plan: (env) => run(['plan', ...from, '--fill', fill, '--format', 'markdown'], env),
    compiled: () => readdir(join(folder, 'compiled')).catch(() => []),
    folder,
  }
}

const withoutTime = ({ code, stdout, stderr }: CliResult): CliResult => ({ code, stdout: stdout.replaceAll(/\d{14}/g, '<time>'), stderr })

test('the second start takes what V8 compiled for the first one, and answers the same', async () => {
  const commandLine = await freshCommandLine()
  const first = await commandLine.plan()
  expect(first.code).toBe(0)
  const [name = '', ...others] = await commandLine.compiled()
  expect(others).toEqual([])
  expect(name).toMatch(/^plan-/)
  const file = join(commandLine.folder, 'compiled', name)
  const written = await stat(file)
  expect(withoutTime(await commandLine.plan())).toEqual(withoutTime(first))
  // It would have been replaced by another file, had there been anything to compile.
  expect((await stat(file)).ino).toBe(written.ino)
})

test('compiled code that is no good is compiled anew', async () => {
  const commandLine = await freshCommandLine()
  const first = await commandLine.plan()
  const [name = ''] = await commandLine.compiled()
  const file = join(commandLine.folder, 'compiled', name)
  const good = await readFile(file)
  const flipped = Buffer.from(good)
  flipped[good.length >> 1] = ~(flipped[good.length >> 1] ?? 0) & 0xff
  for (const bad of [Buffer.alloc(0), Buffer.from('not for V8'), good.subarray(0, good.length >> 1), flipped]) {
    await writeFile(file, bad)
    const { ino } = await stat(file)
    expect(withoutTime(await commandLine.plan())).toEqual(withoutTime(first))
    expect((await stat(file)).ino).not.toBe(ino)
    expect(await commandLine.compiled()).toEqual([name])
  }
})

test('many at once leave one whole file', async () => {
  const commandLine = await freshCommandLine()
  const results = await Promise.all(Array.from({ length: 6 }, () => commandLine.plan()))
  expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0])
  expect(await commandLine.compiled()).toHaveLength(1)
  expect(await commandLine.plan()).toMatchObject({ code: 0 })
})

test('nothing is kept of a usage error, and nothing where Node was told so', async () => {
  const commandLine = await freshCommandLine()
  expect((await commandLine.run(['plna'])).code).toBe(2)
  expect((await commandLine.run(['plan', '--nope'])).code).toBe(2)
  expect((await commandLine.plan({ NODE_DISABLE_COMPILE_CACHE: '1' })).code).toBe(0)
  expect(await commandLine.compiled()).toEqual([])
})

test('where the folder cannot be written, it works as well', async () => {
  const commandLine = await freshCommandLine()
  // A file in the place of the folder: root may write into any folder.
  await writeFile(join(commandLine.folder, 'compiled'), '')
  const { code, stderr } = await commandLine.plan()
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'Nothing was written.\n' })
})
