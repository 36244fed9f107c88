import { expect, it } from 'vitest'
import { withRun } from '../run/run-helper.ts'
import { expectDoubledOnce, killAgainAndAgain, modes, prepareDoubling } from './killed-runs.ts'

/** Of each mode; a hundred in all. */
const kills = 25

it.each(modes)('transforms each row exactly once through 25 random kills (%s)', { timeout: 900_000 }, (mode) =>
  withRun(async (run) => {
    const rows = 80_000
    await prepareDoubling(run, mode, rows)
    expect(await killAgainAndAgain(run.url, mode, kills)).toBe(kills)
    await expectDoubledOnce(run.url, rows)
  }),
)
