import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { humanReporter, plainSpinner } from '../../src/report/human.ts'
import { openTerminal, type Terminal } from '../../src/report/terminal.ts'
import type { RunEvent } from '../../src/run/events.ts'

let said: string

function terminal(): Terminal {
  const stream = { write: (text: string) => (said += text) }
  return openTerminal({
    json: false,
    verbose: false,
    signal: new AbortController().signal,
    stdin: {},
    stdout: stream,
    stderr: stream,
    env: {},
  })
}

beforeEach(() => {
  said = ''
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const batch: RunEvent = {
  type: 'batch',
  plan: 'add_slug',
  backfill: 'fill.Post',
  label: 'fill slug of Post',
  doneRows: 450_000,
  writtenRows: 450_000,
  estimatedRows: 1_000_000,
  rowsPerSecond: 210_000,
  etaSeconds: 3,
  batchRows: 5000,
  workers: 1,
  pass: 1,
}

describe('humanReporter', () => {
  test('tells a stage from its start to its end', () => {
    const { onEvent, stop } = humanReporter(terminal(), plainSpinner(terminal()))
    onEvent({ type: 'stageStarted', plan: 'add_slug', stage: 'expand', steps: 2 })
    onEvent({ type: 'stepSkipped', plan: 'add_slug', step: 'expand/alter.Post', label: 'add Post.slug' })
    onEvent({ type: 'stepStarted', plan: 'add_slug', step: 'expand/index.Post', label: 'index Post.slug' })
    onEvent({ type: 'stepDone', plan: 'add_slug', step: 'expand/index.Post', label: 'index Post.slug', milliseconds: 61_000 })
    onEvent({ type: 'stageDone', plan: 'add_slug', stage: 'expand', milliseconds: 61_020 })
    stop()
    expect(said).toBe(`add_slug: expand, 2 steps
  ✔ add Post.slug (already done)
  ✔ index Post.slug (1 min 1 s)
add_slug: expand done (1 min 1 s)
`)
  })

  test('names who is in the way of a lock', () => {
    humanReporter(terminal(), plainSpinner(terminal())).onEvent({
      type: 'lockRetry',
      what: 'add Post.slug',
      attempt: 2,
      attempts: 30,
      delayMilliseconds: 1200,
      waitedMilliseconds: 2000,
      blockers: [{ processId: 123, applicationName: 'psql', state: 'idle in transaction', seconds: 40, query: 'SELECT *\n  FROM "Post"' }],
    })
    expect(said).toBe(`  … add Post.slug: no lock within 2.0 s, attempt 2 of 30; again in 1.2 s
    in the way: pid 123 (psql), idle in transaction for 40.0 s: SELECT * FROM "Post"
`)
  })

  test('says that the server went away, and when stager tries again', () => {
    const { onEvent } = humanReporter(terminal(), plainSpinner(terminal()))
    onEvent({ type: 'reconnecting', reason: 'PostgreSQL at db:5432 cannot be reached.', attempt: 2, attempts: 30, delayMilliseconds: 1200 })
    expect(said).toBe('  … PostgreSQL at db:5432 cannot be reached; reconnecting in 1.2 s, attempt 2 of 30\n')
  })

  test('off a terminal progress is one line every ten seconds', () => {
    const { onEvent, stop } = humanReporter(terminal(), plainSpinner(terminal()))
    for (let second = 0; second < 25; second++) {
      onEvent({ ...batch, doneRows: second * 10_000 })
      vi.advanceTimersByTime(1000)
    }
    stop()
    vi.advanceTimersByTime(60_000)
    expect(said.trim().split('\n')).toEqual([
      'fill slug of Post: 9%, 90,000 of about 1,000,000 rows, 210,000 rows/s, 3.0 s left, 5,000 rows a batch',
      '  fill slug of Post: 19%, 190,000 of about 1,000,000 rows, 210,000 rows/s, 3.0 s left, 5,000 rows a batch',
    ])
  })

  test('off a terminal silence is told, too, and ends with the next news', () => {
    const { onEvent, stop } = humanReporter(terminal(), plainSpinner(terminal()))
    onEvent(batch)
    vi.advanceTimersByTime(30_000)
    onEvent({ ...batch, doneRows: 460_000 })
    vi.advanceTimersByTime(10_000)
    stop()
    expect(said.split('\n').map((line) => /rows a batch(.*)$/.exec(line)?.[1])).toEqual([
      '',
      ' (no news for 10.0 s)',
      ' (no news for 20.0 s)',
      '',
      undefined,
    ])
  })

  test('names rows in quarantine, a few of many', () => {
    const { onEvent } = humanReporter(terminal(), plainSpinner(terminal()))
    const rows = [1, 2, 3, 4, 5].map((id) => ({ key: [String(id)], code: 'transform-failed', message: `row ${id} failed` }))
    const event = { plan: 'p', backfill: 'fill.Post', label: 'fill slug of Post' }
    onEvent({ type: 'quarantined', ...event, rows, open: 7 })
    onEvent({ type: 'quarantineRetried', ...event, closed: 2, failedAgain: rows.slice(0, 1) })
    expect(said).toBe(`  ! row 1 failed
  ! row 2 failed
  ! row 3 failed
  ! fill slug of Post: 2 more rows failed; 7 rows in quarantine
  ✔ fill slug of Post: 2 rows left quarantine
  ! row 1 failed
  ! fill slug of Post: 1 row of the quarantine failed again
`)
  })

  test('tells how far the walk of a verification is', () => {
    const { onEvent, stop } = humanReporter(terminal(), plainSpinner(terminal()))
    onEvent({
      type: 'verifying',
      plan: 'p',
      table: 'Post',
      checkedRows: 1_200_000,
      estimatedRows: 4_000_000,
      doneShare: 0.3,
      rowsPerSecond: 5e6,
    })
    vi.advanceTimersByTime(10_000)
    stop()
    expect(said).toBe('  Post: 30%, 1,200,000 rows checked, 5,000,000 rows/s\n')
  })

  test('shows rows that offend a verification', () => {
    const { onEvent } = humanReporter(terminal(), plainSpinner(terminal()))
    onEvent({ type: 'verified', plan: 'p', verification: 'v', label: 'every Post has a slug', offending: 1200, samples: ['7', '9'] })
    expect(said).toBe('  ✖ every Post has a slug: 1,200 rows, for example 7, 9\n')
  })
})
