import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'

import { schemaFingerprint, stampedName } from '../../src/client/fingerprint.ts'
import { apply, dashboard, pause, resume } from '../../src/index.ts'
import { datasource, withProject, type CliProject } from '../commands/cli-project.ts'
import { withBrowser } from '../helpers/browser.ts'
import { query, withTestDatabase } from '../helpers/database.ts'

/** For machines that are busy: what is waited for always comes. */
const patience = { timeout: 60_000 }

vi.setConfig({ testTimeout: 240_000 })

const evil = '<script>alert(1)</script>'
const schema = `${datasource}
model Odd {
  id   Int    @id @default(autoincrement())
  name String
  note String?

  @@map("${evil}")
}
`
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A client that says that it was generated from the schema before the plan. */
async function withOldClient(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: stampedName(schemaFingerprint(schema), 'web') })
  client.on('error', () => undefined) // the outage ends it
  await client.connect()
  try {
    await work()
  } finally {
    await client.end()
  }
}

/** A plan on a table whose name is a script, ready for its backfill. */
const withPlan = (work: (project: CliProject, url: string) => Promise<void>): Promise<void> =>
  withTestDatabase((url) =>
    withProject(
      {
        url,
        schema,
        sql: `CREATE TABLE "${evil}" ("id" SERIAL NOT NULL, "name" TEXT NOT NULL, "note" TEXT, CONSTRAINT "${evil}_pkey" PRIMARY KEY ("id"));`,
      },
      async (project) => {
        await project.quickly.apply('expand')
        await query(url, `INSERT INTO "${evil}" (name) SELECT 'n' || n FROM generate_series(1, 500) n; ANALYZE`)
        await project.write('prisma/schema.prisma', schema.replace('  note String?\n', '  code String\n'))
        await project.quickly.plan('add_code', { fill: ['Odd.code=upper(name)'], drop: ['Odd.note'] })
        await project.quickly.apply('expand')
        await project.quickly.apply('deploy')
        await withOldClient(url, () => work(project, url))
      },
    ),
  )

/** A page, and everything that went wrong in it. */
async function openPage(browser: Browser, url: string, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage(options)
  const wrong: string[] = []
  page.on('pageerror', ({ message }) => wrong.push(message))
  page.on('dialog', (dialog) => wrong.push(`a dialog: ${dialog.message()}`))
  page.on('console', (message) => {
    // What the browser itself says when the server is gone.
    if (message.type() === 'error' && !message.text().includes('ERR_')) wrong.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin === 'null' ? url : new URL(url).origin) && !request.url().startsWith('data:'))
      wrong.push(`asked for ${request.url()}`)
  })
  await page.goto(url)
  await page.waitForSelector('.plan')
  return { page, wrong }
}

/** What axe finds: landmarks, names, captions, contrast. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await axe)
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> }
    }
    const { violations: found } = await checker.run()
    return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary ?? ''}`))
  })
}

const text = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText()

test('the page follows a backfill, an outage and the end of the dashboard, and what is kept as a file shows the same', () =>
  withPlan((project, url) =>
    withBrowser(async (browser) => {
      const folder = await mkdtemp(join(tmpdir(), 'stager-dashboard-'))
      const settings = { cwd: project.directory, databaseUrl: url }
      const stop = new AbortController()
      const exported = join(folder, 'kept.html')
      let filling: Promise<unknown> = Promise.resolve()
      let ready: (address: string) => void = () => undefined
      const address = new Promise<string>((resolve) => (ready = resolve))
      const serving = dashboard({ ...settings, every: 100, exportTo: exported, signal: stop.signal, onReady: (at) => ready(at) })
      try {
        await Promise.race([address, serving])
        const { page, wrong } = await openPage(browser, await address, { colorScheme: 'light' })
        await expect.poll(() => text(page, '#live'), patience).toBe('live')
        expect(await text(page, '.plan h3')).toBe('add_code')
        expect(await text(page, '.next code')).toMatch(/^stager apply --stage backfill --plan \d+_add_code$/)

        expect(await text(page, '.asked')).toContain('Odd.note')
        const uses = page.getByRole('region', { name: 'What still uses what add_code takes away' })
        expect(await uses.innerText()).toMatch(/Clients of an old schema\s+✖ connected\s+1/)
        expect(await uses.innerText()).toContain('the extension pg_stat_statements is not installed in this database')

        await pause({ ...settings, reason: 'sale until noon' })
        filling = apply({ ...settings, signal: stop.signal, stage: 'backfill', batchSize: 20, limits: { pauseMilliseconds: 20 } })
        await expect.poll(() => text(page, '.backfill .name'), patience).toContain('waiting')
        expect(await text(page, '.plan > .notice')).toMatch(/^Paused by .+: sale until noon$/)
        expect(await text(page, '.backfill .name')).toContain(evil)
        expect(await text(page, '.next code')).toMatch(/^stager resume/)
        await page.locator('.stage details summary').first().click()
        await resume(settings)
        await filling
        await expect.poll(() => text(page, '.backfill .facts'), patience).toMatch(/Written\s+500/)
        await expect.poll(() => text(page, '.stages'), patience).toContain('due for')
        expect(await page.locator('.stage details[open]').count(), 'what was opened stays open').toBe(1)
        await expect.poll(() => page.locator('.chart path.line').count(), patience).toBeGreaterThan(3)
        const summary = await page.locator('.chart svg').first().getAttribute('aria-label')
        expect(summary).toMatch(/^Rows per second\. .+ now .+, peak [\d,]+/)
        await page.locator('.chart .values summary').first().click()
        await expect.poll(() => page.locator('.chart .values tbody tr').count(), patience).toBeGreaterThan(1)
        await page.getByText('All', { exact: true }).click()

        expect(await violations(page)).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await violations(page)).toEqual([])
        await page.setViewportSize({ width: 360, height: 800 })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)

        const name = new URL(url).pathname.slice(1)
        const admin = new URL(url)
        admin.pathname = '/postgres'
        await query(admin.href, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`)
        await query(admin.href, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
        await expect.poll(() => text(page, '#live'), patience).toBe('the database does not answer')
        expect(await text(page, '.notice.bad')).toContain('Trying again')
        expect(await text(page, '.plan h3')).toBe('add_code')
        await query(admin.href, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`)
        await expect.poll(() => text(page, '#live'), patience).toBe('live')

        await writeFile(join(folder, 'saved.html'), await (await fetch(new URL('export.html', await address))).text())
        stop.abort()
        await serving
        await expect.poll(() => text(page, '#live'), patience).toBe('the dashboard has ended, or cannot be reached')
        expect(wrong).toEqual([])

        for (const file of [exported, join(folder, 'saved.html')]) {
          const kept = await openPage(browser, pathToFileURL(file).href)
          expect(await text(kept.page, '#live')).toMatch(/^as of \d{4}-\d\d-\d\d/)
          expect(await text(kept.page, '.backfill .name')).toContain(evil)
          expect(await kept.page.getByRole('region', { name: 'What still uses what add_code' }).innerText()).toContain('not known')
          expect(await kept.page.locator('.chart path.line').count()).toBeGreaterThan(3)
          expect(kept.wrong).toEqual([])
        }
      } finally {
        stop.abort()
        await Promise.allSettled([serving, filling])
        await rm(folder, { recursive: true })
      }
    }),
  ))
