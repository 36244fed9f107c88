import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { expect, test, vi } from 'vitest'

import { query, withTestDatabase } from '../helpers/database.ts'
import { postSchema, withProject, type CliProject } from './cli-project.ts'

// Dozens of processes, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

const cli = fileURLToPath(new URL('../../dist/bin/stager.cjs', import.meta.url))
const rows = 20_000

/** A backfill of many small batches, ready to run. */
async function beforeBackfill(work: (project: CliProject, url: string) => Promise<void>): Promise<void> {
  await withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      await project.quickly.apply('expand')
      await query(url, `INSERT INTO "Post" (title) SELECT 'Title ' || n FROM generate_series(1, ${rows}) n`)
      await project.write('prisma/schema.prisma', postSchema.replace('  title String\n', '  title String\n  slug  String\n'))
      await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
      await project.quickly.apply('expand')
      await project.quickly.apply('deploy')
      await work(project, url)
    }),
  )
}

/** Runs the backfill and sends the signals when the first batch is done. */
async function interruptBackfill(project: CliProject, url: string, signals: readonly NodeJS.Signals[]) {
  const args = [cli, 'apply', '--stage', 'backfill', '--batch-size', '5', '--json']
  const child = spawn(process.execPath, args, { cwd: project.directory, env: { ...process.env, DATABASE_URL: url } })
  const lines: { type?: string; error?: { code: string } }[] = []
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  let sent = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as { type?: string })
    if (sent || lines.at(-1)?.type !== 'batch') return
    sent = true
    for (const signal of signals) child.kill(signal)
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, said, last: lines.at(-1) }
}

const filled = async (url: string) => (await query<{ n: number }>(url, 'SELECT count(slug)::int AS n FROM "Post"'))[0]?.n ?? 0

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends after the current batch, and the same command goes on', async (signal) => {
  await beforeBackfill(async (project, url) => {
    const { code, said, last } = await interruptBackfill(project, url, [signal])
    expect({ code, error: last?.error?.code }).toEqual({ code: 130, error: 'interrupted' })
    expect(said).toContain('finishing the current batch')
    const done = await filled(url)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(rows)
    expect(done % 5).toBe(0)
    await project.ok('apply', '--stage', 'backfill')
    expect(await filled(url)).toBe(rows)
  })
})

test('a second signal does not wait', async () => {
  await beforeBackfill(async (project, url) => {
    const { code } = await interruptBackfill(project, url, ['SIGINT', 'SIGTERM'])
    expect(code).toBe(130)
    await project.quickly.apply('backfill')
    expect(await filled(url)).toBe(rows)
  })
})
