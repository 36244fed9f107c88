import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PlanBundle, Step } from '../../src/plan/plan.ts'
import type { MeasuredStatement } from '../../src/plan/rehearsal.ts'
import { formatRehearsal, parseRehearsal } from '../../src/plan/format-rehearsal.ts'
import { renderMarkdown } from '../../src/plan/render-markdown.ts'
import { rehearsePlan, type RehearsalOptions } from '../../src/rehearse/rehearse-plan.ts'
import { examples } from '../helpers/examples.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { planExample, planFolderOf } from '../helpers/plan-example.ts'

async function planOf(folder: string): Promise<{ readonly bundle: PlanBundle; readonly options: RehearsalOptions }> {
  const example = examples.find((one) => one.folder === folder)
  if (example === undefined) throw new Error(`no example ${folder}`)
  return { bundle: await planExample(example), options: { directory: planFolderOf(example), migrations: [] } }
}

const withStep = ({ plan, texts }: PlanBundle, id: string, change: Partial<Step>): PlanBundle => ({
  texts,
  plan: { ...plan, expand: { steps: plan.expand.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) } },
})

const withText = ({ plan, texts }: PlanBundle, path: string, text: string): PlanBundle => ({
  plan,
  texts: new Map([...texts, [path, text]]),
})

/** Those of this role that no run keeps: other tests rehearse on this server at the same time. */
const leftDatabases = (url: string): Promise<readonly object[]> =>
  query(
    url,
    `SELECT datname FROM pg_database d WHERE datname LIKE 'stager_rehearsal_%' AND pg_get_userbyid(datdba) = current_user
     AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.application_name = d.datname)`,
  )

const line = ({ stage, sql, locks, blocks, locksMeasured, rewrites, scans, retry }: MeasuredStatement): string =>
  [
    stage,
    sql.replaceAll(/\s+/g, ' ').slice(0, 48),
    `${locks.map(({ mode, table }) => `${mode} ${table.name}`).join('+') || '-'}${locksMeasured ? '' : '?'}`,
    blocks,
    `${String(rewrites.length)} rewritten`,
    `${String(scans.length)} read`,
    retry,
  ].join(' | ')

describe('in PGlite', () => {
  test('every stage of a plan with a transform, undo and redo, and the table in the README', async () => {
    const { bundle, options } = await planOf('05-required-column-by-typescript')
    const stages: string[] = []
    const rehearsal = await rehearsePlan(bundle, { ...options, onStage: (stage) => stages.push(stage) })
    expect(stages).toEqual(['history', 'expand', 'deploy', 'backfill', 'undo', 'redo', 'deploy', 'redo', 'verify', 'contract'])
    expect(rehearsal).toMatchObject({
      seal: bundle.plan.seal,
      postgres: 17,
      embedded: true,
      rows: 100,
      undone: true,
      findings: [],
      notes: [],
    })
    expect(rehearsal.statements.map(line)).toEqual(
      expect.arrayContaining([
        'expand | ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "slu | ACCESS EXCLUSIVE Post | reads and writes | 0 rewritten | 0 read | whole step',
        'expand | CREATE UNIQUE INDEX CONCURRENTLY "Post_slug_key" | SHARE UPDATE EXCLUSIVE Post? | nothing | 0 rewritten | 1 read | after clean-up',
        'backfill | UPDATE "Post" SET "slug" | ROW EXCLUSIVE Post | nothing | 0 rewritten | 0 read | goes on',
        'contract | ALTER TABLE "Post" VALIDATE CONSTRAINT "stager_2 | SHARE UPDATE EXCLUSIVE Post | nothing | 0 rewritten | 1 read | whole step',
        'contract | ALTER TABLE "Post" ALTER COLUMN "slug" SET NOT N | ACCESS EXCLUSIVE Post | reads and writes | 0 rewritten | 0 read | whole step',
      ]),
    )
    expect(formatRehearsal(rehearsal)).toBe(await readFile(join(options.directory, 'rehearsal.json'), 'utf8'))
    const read = parseRehearsal(formatRehearsal(rehearsal))
    const markdown = renderMarkdown({ ...bundle, rehearsal: read ?? undefined })
    expect(markdown).toContain('After each, Prisma saw no drift.')
    expect(markdown).toContain('SET NOT NULL` | ACCESS EXCLUSIVE on Post | reads and writes | no | no | yes, its whole step |')
    const edited = { ...bundle, plan: { ...bundle.plan, seal: 'other' }, rehearsal }
    expect(renderMarkdown(edited)).toContain('`stager rehearse required_column_by_typescript` measures it again')
  })

  test('batches one after the other: there is one session for all', async () => {
    const { bundle, options } = await planOf('05-required-column-by-typescript')
    const { notes, findings, rows } = await rehearsePlan(bundle, { ...options, rows: 4_000 })
    expect({ notes, findings, rows }).toEqual({ notes: [], findings: [], rows: 4_000 })
  })

  test('migrations that it cannot replay, and what to do then', async () => {
    const { bundle, options } = await planOf('02-optional-column')
    const migrations = [{ name: '20250101000000_init', sql: 'CREATE EXTENSION postgis;' }]
    await expect(rehearsePlan(bundle, { ...options, migrations })).rejects.toMatchObject({
      code: 'rehearsal-history',
      exitCode: 1,
      message: expect.stringContaining('20250101000000_init') as string,
      hint: expect.stringContaining('--shadow-url') as string,
    })
  })
})

describe('on a server', () => {
  test('locks that are worse than declared, scans and rewrites under them, drift', async () => {
    const { bundle, options } = await planOf('02-optional-column')
    const [step] = bundle.plan.expand.steps
    if (step === undefined) throw new Error('no step')
    await withTestDatabase(async (shadowUrl) => {
      const weak = withStep(bundle, step.id, { locks: [{ mode: 'SHARE', table: { schema: null, name: 'User' } }] })
      const { findings, embedded, postgres } = await rehearsePlan(weak, { ...options, shadowUrl, rows: 5 })
      expect({ embedded, postgres }).toEqual({ embedded: false, postgres: 18 })
      expect(findings).toEqual([
        expect.objectContaining({
          kind: 'lock',
          stage: 'expand',
          step: step.id,
          sql: expect.stringContaining('ADD COLUMN') as string,
          declared: 'SHARE',
          measured: 'ACCESS EXCLUSIVE',
        }),
      ])
      const text = `${bundle.texts.get(step.file) ?? ''}\nALTER TABLE "User" ALTER COLUMN id TYPE bigint;`.replace('COMMIT;', '')
      const rewriting = withText(bundle, step.file, `${text}\nCOMMIT;`)
      const worse = await rehearsePlan(rewriting, { ...options, shadowUrl, rows: 5 })
      expect(worse.findings.map(({ kind, stage }) => `${kind} ${stage}`)).toEqual(
        expect.arrayContaining(['drift expand', 'rewrite expand', 'scan expand']),
      )
      expect(await leftDatabases(shadowUrl)).toEqual([])
      expect(await query(shadowUrl, `SELECT nspname FROM pg_namespace WHERE nspname = 'stager'`)).toEqual([])
    })
  })

  test('the locks of an index that is built beside the traffic are measured, too', async () => {
    const { bundle, options } = await planOf('18-new-index')
    const { id } = bundle.plan.expand.steps.find(({ buildsIndex }) => buildsIndex !== null) ?? { id: 'none' }
    const weak = withStep(bundle, id, { locks: [{ mode: 'ROW SHARE', table: { schema: null, name: 'Post' } }] })
    await withTestDatabase(async (shadowUrl) => {
      const { statements, findings } = await rehearsePlan(weak, { ...options, shadowUrl, rows: 5 })
      expect(new Set(statements.map(({ locksMeasured }) => locksMeasured))).toEqual(new Set([true]))
      expect(statements.map(line)).toContainEqual(
        expect.stringMatching(
          /^expand \| CREATE INDEX CONCURRENTLY .* SHARE UPDATE EXCLUSIVE Post \| nothing \| 0 rewritten \| 1 read \| after clean-up$/,
        ),
      )
      expect(findings).toMatchObject([{ kind: 'lock', step: id, declared: 'ROW SHARE', measured: 'SHARE UPDATE EXCLUSIVE' }])
    })
  })

  test('migrations that make another database than the plan begins with', async () => {
    const { bundle, options } = await planOf('02-optional-column')
    const migrations = [{ name: '20250101000000_init', sql: 'CREATE TABLE "Other" (id int PRIMARY KEY);' }]
    await withTestDatabase((shadowUrl) =>
      expect(rehearsePlan(bundle, { ...options, shadowUrl, migrations })).rejects.toMatchObject({
        code: 'rehearsal-history',
        message: expect.stringContaining('another database than the schema') as string,
      }),
    )
  })

  test('interrupted, it leaves no database behind', async () => {
    const { bundle, options } = await planOf('05-required-column')
    const stop = new AbortController()
    await withTestDatabase(async (shadowUrl) => {
      const onStage = (stage: string): void => {
        if (stage === 'backfill') stop.abort(new Error('told to stop'))
      }
      const run = rehearsePlan(bundle, { ...options, shadowUrl, rows: 5, signal: stop.signal, onStage })
      await expect(run).rejects.toThrow('told to stop')
      expect(await leftDatabases(shadowUrl)).toEqual([])
    })
  })

  test('a stage that fails is a finding; rows that do not fit leave the tables empty', async () => {
    const { bundle, options } = await planOf('05-required-column')
    const [backfill] = bundle.plan.backfill.backfills
    if (backfill === undefined) throw new Error('no backfill')
    const fill = bundle.texts.get(backfill.file) ?? ''
    await withTestDatabase(async (shadowUrl) => {
      const broken = withText(bundle, backfill.file, fill.replace('split_part(t.email', 'split_part(t.nope'))
      const { findings, notes } = await rehearsePlan(broken, { ...options, shadowUrl, rows: 5 })
      expect(notes).toEqual([])
      expect(findings).toEqual([
        expect.objectContaining({ kind: 'stage', stage: 'backfill', text: expect.stringContaining('t.nope') as string }),
      ])

      const failing = withText(
        bundle,
        backfill.file,
        fill.replace(`split_part(t.email, '@', 2)`, '(1 / (length(t.email) - length(t.email)))::text'),
      )
      const empty = await rehearsePlan(failing, { ...options, shadowUrl, rows: 5 })
      expect(empty).toMatchObject({ rows: 0, findings: [] })
      expect(empty.notes).toEqual([expect.stringContaining('With 5 generated rows in each table the stage backfill fails')])
    })
  })
})
