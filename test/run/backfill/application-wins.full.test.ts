import { it } from 'vitest'
import { withRun } from '../run-helper.ts'
import { backfillUnderTraffic } from './dear-backfill.ts'

it.each([
  ['sql', 1],
  ['sql', 2],
  ['sql', 4],
  ['typescript', 1],
  ['typescript', 2],
] as const)('the application never loses a deadlock against large batches (%s, %s workers)', (kind, workers) =>
  withRun((run) => backfillUnderTraffic(run, kind, workers, 4_000)),
)
