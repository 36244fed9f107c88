import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { expect, test, vi } from 'vitest'

import { watchStatus } from '../../src/commands/status/show-status.ts'
import { openTerminal } from '../../src/report/terminal.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { parseExposition } from '../report/parse-exposition.ts'
import { postSchema, withProject, type CliProject } from './cli-project.ts'

/** For machines that are busy: what is waited for always comes. */
const patience = { timeout: 60_000 }

vi.setConfig({ testTimeout: 240_000 })

const cli = fileURLToPath(new URL('../../dist/bin/stager.cjs', import.meta.url))

/** A plan whose expand stage is done. */
const withPlan = (work: (project: CliProject, url: string) => Promise<void>): Promise<void> =>
  withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      await project.quickly.apply('expand')
      await project.write('prisma/schema.prisma', postSchema.replace('  title String\n', '  title String\n  slug  String\n'))
      await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
      await project.quickly.apply('expand')
      await work(project, url)
    }),
  )

test('status tells it once, as metrics in a file, and line by line until Ctrl-C', () =>
  withPlan(async (project, url) => {
    const text = await project.ok('status')
    expect(text).toMatch(/✔ expand +done, \d{4}-\d\d-\d\dT[\d:]+Z \(.+ ago\), in .+, by .+@.+ as \w+/)
    expect(text).toMatch(/· deploy +pending\n +before it: /)
    expect(text).toMatch(/next: stager apply --stage deploy --plan \d+_add_slug --release <version>/)

    const folder = await mkdtemp(join(tmpdir(), 'stager-metrics-'))
    try {
      expect(await project.ok('status', '--prometheus', '--output', join(folder, 'stager.prom'))).toBe('')
      expect(await readdir(folder)).toEqual(['stager.prom'])
      const families = parseExposition(await readFile(join(folder, 'stager.prom'), 'utf8'))
      const states = families.find(({ name }) => name === 'stager_stage_state')?.samples ?? []
      expect(states.find(({ labels }) => labels['stage'] === 'expand' && labels['state'] === 'done')?.value).toBe(1)
      const nowhere = await project.stager('status', '--prometheus', '--output', join(folder, 'none', 'stager.prom'))
      expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no folder') as string })
    } finally {
      await rm(folder, { recursive: true })
    }

    const child = spawn(process.execPath, [cli, 'status', '--watch', '0.2'], {
      cwd: project.directory,
      env: { ...process.env, DATABASE_URL: url },
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const lines: string[] = []
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      if (lines.length === 2) child.kill('SIGINT')
    })
    expect(await once(child, 'close')).toEqual([0, null])
    expect(said).toBe('')
    for (const line of lines) expect(line).toMatch(/^\d{4}-\S+Z add_slug: waits for deploy; next: stager apply --stage deploy/)
  }))

test('on a terminal it draws in place, and goes on when the database was away', () =>
  withPlan(async (project, url) => {
    const stop = new AbortController()
    let drawn = ''
    let said = ''
    const terminal = openTerminal({
      json: false,
      verbose: false,
      signal: stop.signal,
      stdin: {},
      stdout: { isTTY: true, columns: 200, rows: 60, write: (text) => (drawn += text) },
      stderr: { write: (text) => (said += text) },
      env: { NO_COLOR: '1' },
    })
    const watching = watchStatus({ cwd: project.directory, databaseUrl: url }, { milliseconds: 50, terminal })
    const frames = (): number => drawn.split('\u001B[H').length - 1
    await expect.poll(frames, patience).toBeGreaterThan(1)
    await query(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stager' AND datname = current_database()`,
    )
    await expect.poll(() => drawn, patience).toContain('Trying again')
    const lost = frames()
    await expect.poll(frames, patience).toBeGreaterThan(lost + 1)
    stop.abort()
    await watching
    expect(drawn.split('\u001B[2J')).toHaveLength(2)
    expect(drawn.endsWith('\u001B[?25h\n')).toBe(true)
    expect(said).toBe('')
  }))

test.each([
  [['--watch', 'x'], '--watch x is not a number of seconds'],
  [['--watch', '0'], '--watch 0 is not a number of seconds'],
  [['--output', 'a.prom'], '--output is for metrics only'],
  [['--prometheus', '--json'], 'two forms of the same'],
  [['--prometheus', '--watch'], 'needs a file to write to'],
])('status %j is a usage error', async (args, message) => {
  await withProject({}, async (project) => {
    const { code, stdout, stderr } = await project.stager('status', ...args)
    expect(code).toBe(2)
    expect(stdout + stderr).toContain(message)
  })
})
