import { readFile, readdir } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

import { commands } from '../src/commands/commands.ts'
import { runCli } from './commands/cli-project.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const cwd = tmpdir()

/** What scripts/bundle.mjs takes for granted where yargs asks how wide a text is. */
const ascii = /^[\n -~]*$/

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  expect(await runCli(['--version'], { cwd })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test('--help lists every command and teaches', async () => {
  const { code, stdout, stderr } = await runCli(['--help'], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const { command } of commands) expect(stdout).toContain(`stager ${String(command)}`)
  expect(stdout).toContain('Examples:')
  expect(stdout).toContain('Exit codes:')
  expect(stdout).toMatch(ascii)
})

test('without a command the help is on stderr, and the exit code that of a usage error', async () => {
  const { code, stdout, stderr } = await runCli([], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('stager <command>')
})

describe.each(commands.map(({ command }) => String(command).split(' ')[0] ?? ''))('%s', (command) => {
  test('has examples in its help', async () => {
    const { code, stdout } = await runCli([command, '--help'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`Examples:\\n {2}stager ${command}`))
    expect(stdout).toMatch(ascii)
  })
})

test('a usage error is data with --json', async () => {
  const { code, stdout, stderr } = await runCli(['plan', '--nope', '--json'], { cwd })
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'usage', message: 'Unknown argument: nope.', hint: 'stager plan --help' } })
})

test('colours only where they are asked for', async () => {
  expect((await runCli(['plna'], { cwd })).stderr).toBe('error: Did you mean plan?\nhint:  stager --help\n')
  expect((await runCli(['plna'], { cwd, env: { FORCE_COLOR: '1' } })).stderr).toContain('\u001B[31m')
  expect((await runCli(['plna'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stderr).not.toContain('\u001B')
})

test('the help loads no package, since what it needs of yargs and chalk is in the command line itself', async () => {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return
    seen.add(file)
    const text = await readFile(file, 'utf8')
    for (const [, specifier = ''] of text.matchAll(/^(?:const|let) \w+ = require\("([^"]+)"\)/gm)) {
      if (specifier.startsWith('.')) await visit(resolve(dirname(file), specifier))
      else if (!isBuiltin(specifier)) packages.add(specifier.split('/')[0] ?? '')
    }
  }
  const bin = join(root, 'dist/bin')
  for (const name of await readdir(bin)) if (name === 'stager.cjs' || name.startsWith('main-')) await visit(join(bin, name))
  expect([...packages]).toEqual([])
  expect(seen.size).toBeGreaterThan(2)
})
