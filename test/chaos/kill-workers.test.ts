import { expect, it } from 'vitest'
import { withRun } from '../run/run-helper.ts'
import { expectDoubledOnce, killAgainAndAgain, prepareDoubling } from './killed-runs.ts'

it.each([
  ['workers', 1],
  ['fleet', 2],
] as const)('transforms each row exactly once when processes are killed (%s, %i kills)', { timeout: 180_000 }, (mode, kills) =>
  withRun(async (run) => {
    const rows = 3_000
    await prepareDoubling(run, mode, rows)
    expect(await killAgainAndAgain(run.url, mode, kills)).toBeGreaterThan(0)
    await expectDoubledOnce(run.url, rows)
  }),
)
