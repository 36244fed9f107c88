import { expect, test } from 'vitest'

import { renderStatus } from '../../../src/commands/status/render-status.ts'
import { openTerminal } from '../../../src/report/terminal.ts'
import { samplePlan, sampleTime } from '../../report/plan-status-sample.ts'

test('the status for people has all of it', () => {
  const stream = { write: () => undefined }
  const options = { json: false, verbose: false, signal: new AbortController().signal, stdin: {}, stdout: stream, stderr: stream, env: {} }
  const plan = samplePlan(
    { control: { paused: true, reason: 'sale', limits: {}, changedBy: 'bob@laptop', changedAt: sampleTime } },
    {
      ranges: {
        total: 3,
        finished: 1,
        workers: 1,
        list: [
          { ordinal: 1, state: 'done', visitedRows: 9, estimatedRows: 9, worker: 'anna@one', failure: null },
          { ordinal: 2, state: 'working', visitedRows: 1_000, estimatedRows: 2_000, worker: 'anna@one', failure: null },
          { ordinal: 3, state: 'failed', visitedRows: 0, estimatedRows: 5, worker: 'anna@two', failure: 'no such column' },
        ],
      },
    },
  )
  expect(renderStatus({ at: sampleTime, plans: [plan], pendingMigrations: ['20260101_x'] }, openTerminal(options).dataColours)).toBe(
    `add_slug 20261121093000_add_slug
  ✔ expand   done, 2026-11-21T10:00:01Z (2 h ago), in 1.0 s, by anna@ci-3 as app_owner
  ✔ deploy   done, 2026-11-21T12:00:00Z (0 ms ago), in 0 ms, by anna@ci-3 as app_owner, release 4f2c1aa
  … backfill running, since 2026-11-21T12:00:00Z (0 ms ago), by anna@ci-3 as app_owner
    fill slug of Post: 40%, 1,200 of about 3,000 rows, 400 rows/s, 5.0 s left, 250 rows a batch, 1 worker, 1 of 3 ranges done
      anna@one: 1 range, 1,000 rows of about 2,000
      anna@two gave up: no such column
    paused by bob@laptop, 2026-11-21T12:00:00Z (0 ms ago): sale
  · contract pending
    · every Post has a slug: never verified
    still used? Post.title, now headline  in the source, too: stager evidence add_slug
      ✖ statements: 2 in pg_stat_statements, 1,200 calls, 3 calls since the deploy, the last between 2026-11-21T11:58:00.000Z and 2026-11-21T11:59:00.000Z; 1 statement of other roles cannot be read without GRANT pg_read_all_stats
      ✔ writes: Post by title: 12 rows, 0 rows since the deploy
      ✖ clients: 1 connection of an old schema, 0 of an unknown one, 5 of a current one, 2 connections without a fingerprint
  next: stager status --watch  its backfill runs now

1 migration of yours not applied yet: 20260101_x`,
  )
})
