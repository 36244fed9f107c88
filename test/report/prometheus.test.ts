import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

import { renderPrometheus } from '../../src/report/prometheus.ts'
import { parseExposition } from './parse-exposition.ts'
import { samplePlan, sampleTime } from './plan-status-sample.ts'

const due = samplePlan({
  id: '20261101000000_due',
  backfills: [],
  contractDue: { since: new Date('2026-11-20T12:00:00Z'), seconds: 86_400 },
  verifications: [
    { verification: 'slug', label: '', state: 'offending', offending: 9_007_199_254_740_993n, samples: [], at: sampleTime, ageSeconds: 1 },
  ],
})
const shared = { total: 4, finished: 1, workers: 2, list: [] }

const families = (...plans: Parameters<typeof samplePlan>[0][]) =>
  parseExposition(
    renderPrometheus(
      { at: sampleTime, plans: [...plans.map((plan) => samplePlan(plan, { ranges: shared })), due], pendingMigrations: ['a'] },
      '1.2.3',
    ),
  )

const valueOf = (all: ReturnType<typeof families>, name: string, labels: Readonly<Record<string, string>> = {}) =>
  all
    .find((family) => family.name === name)
    ?.samples.find((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))?.value

test('the exposition is valid, in base units, and tells where a backfill is', () => {
  const all = families({})
  const of = { plan: '20261121093000_add_slug', backfill: 'fill.Post.slug', table: 'Post' }
  expect(valueOf(all, 'stager_info', { version: '1.2.3' })).toBe(1)
  expect(valueOf(all, 'stager_status_timestamp_seconds')).toBe(Date.parse('2026-11-21T12:00:00.500Z') / 1000)
  expect(valueOf(all, 'stager_pending_migrations')).toBe(1)
  expect(valueOf(all, 'stager_backfill_visited_rows_total', of)).toBe(1_200)
  expect(valueOf(all, 'stager_backfill_remaining_seconds', of)).toBe(5)
  expect(valueOf(all, 'stager_backfill_workers', of)).toBe(2)
  expect(valueOf(all, 'stager_old_writes_total', { plan: of.plan, table: 'Post' })).toBe(12)
  expect(valueOf(all, 'stager_old_statements', { plan: of.plan })).toBe(2)
  expect(valueOf(all, 'stager_old_clients', { plan: of.plan })).toBe(1)
  expect(valueOf(all, 'stager_unknown_clients', { plan: of.plan })).toBe(0)
  expect(valueOf(all, 'stager_contract_objections', { plan: of.plan })).toBe(1)
  expect(valueOf(all, 'stager_stage_state', { plan: of.plan, stage: 'backfill', state: 'running' })).toBe(1)
  expect(valueOf(all, 'stager_stage_state', { plan: of.plan, stage: 'backfill', state: 'done' })).toBe(0)
  expect(valueOf(all, 'stager_plan_contract_due_timestamp_seconds', { plan: due.id })).toBe(Date.parse('2026-11-20T12:00:00Z') / 1000)
  expect(valueOf(all, 'stager_plan_contract_due_timestamp_seconds', of)).toBeUndefined()
  for (const { name, type } of all) {
    expect(name).toMatch(/^stager_[a-z_]+$/)
    expect(name.endsWith('_total')).toBe(type === 'counter')
  }
})

test('what cannot be seen has no sample', () => {
  const unknown = { state: 'unknown', reason: 'the extension is not installed' } as const
  const seen = { at: sampleTime, statements: unknown, writes: unknown, clients: unknown, objections: [] }
  const plans = [samplePlan({ evidence: { old: ['Post.title'], command: 'stager evidence add_slug', seen } })]
  const all = parseExposition(renderPrometheus({ at: sampleTime, plans, pendingMigrations: [] }, '1.2.3'))
  expect(valueOf(all, 'stager_contract_objections')).toBe(0)
  expect(all.filter(({ name }) => /_old_|_unknown_/.test(name))).toEqual([])
})

test('names of any characters are escaped', () => {
  const id = 'a"b\\c\nd{}=,<script>'
  expect(valueOf(families({ id }), 'stager_plan_paused', { plan: id })).toBe(0)
})

test('without plans it is valid, too', () => {
  const text = renderPrometheus({ at: sampleTime, plans: [], pendingMigrations: [] }, '1.2.3')
  expect(parseExposition(text).map(({ name }) => name)).toEqual([
    'stager_info',
    'stager_status_timestamp_seconds',
    'stager_pending_migrations',
  ])
})

test('the parser of these tests takes nothing that Prometheus would refuse', () => {
  const head = '# HELP a x\n# TYPE a gauge\n'
  for (const text of [
    '',
    'a 1',
    'a 1\n',
    `${head}a{} 1\n`,
    `${head}a{b="\\t"} 1\n`,
    `${head}a 1\n\n`,
    `${head}a 1\na 1\n`,
    `${head}b 1\n`,
    head,
  ])
    expect(() => parseExposition(text), JSON.stringify(text)).toThrow(/a|HELP/)
})

test('docs/status.md has every metric with its type and help', async () => {
  const page = await readFile(new URL('../../docs/status.md', import.meta.url), 'utf8')
  const rows = new Map(
    [...page.matchAll(/^\| `(stager_\w+)(?:\{[^`]*\})?` +\| (\w+) +\| (.+?) +\|$/gm)].map(([, name = '', type, help]) => [
      name,
      { type, help },
    ]),
  )
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(families({}).map(({ name, type, help }) => [name, { type, help }])))
})
