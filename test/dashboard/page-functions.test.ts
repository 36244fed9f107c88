import { fileURLToPath } from 'node:url'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { seriesKey, type Sample } from '../../src/dashboard/sample.ts'
import * as wording from '../../src/report/wording.ts'

type Line = { readonly name: string; readonly points: readonly (readonly [number, number | null])[] }

/** A module of the page, which has no types of its own. */
const load = async <Module>(name: string): Promise<Module> =>
  (await import(fileURLToPath(new URL(`../../src/dashboard/page/${name}`, import.meta.url)))) as Module

const series = await load<{
  within(samples: readonly Sample[], seconds: number): readonly Sample[]
  rates(samples: readonly Sample[]): readonly Line[]
  shares(samples: readonly Sample[]): readonly Line[]
}>('series.js')

const [one, other] = [seriesKey('20260101000000_one', 'fill.A'), seriesKey('20260102000000_other', 'fill.B')]
const at = (seconds: number, rows: Readonly<Record<string, number>>): Sample => ({
  at: seconds * 1000,
  backfills: Object.fromEntries(
    Object.entries(rows).map(([key, visitedRows]) => [key, { visitedRows, estimatedRows: key === one ? 1_000 : 0, batchRows: 5 }]),
  ),
  load: { lagMilliseconds: 0, waitingSessions: 0, activeSessions: 0 },
})

test('a rate is that of the last five seconds, and a backfill has none before its second look', () => {
  const samples = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((second) => at(second, { [one]: second < 6 ? second * 100 : 600 }))
  expect(series.rates(samples)[0]?.points.map(([, rate]) => rate)).toEqual([null, 100, 100, 100, 100, 100, 100, 80, 60])
})

test('a line has a gap where its backfill did not run, and its plan in its name where there are several', () => {
  const samples = [at(0, { [one]: 100 }), at(1, { [one]: 200, [other]: 5 }), at(2, { [other]: 9 })]
  expect(series.rates(samples)).toEqual([
    {
      name: 'one: fill.A',
      points: [
        [0, null],
        [1000, 100],
        [2000, null],
      ],
    },
    {
      name: 'other: fill.B',
      points: [
        [0, null],
        [1000, null],
        [2000, 4],
      ],
    },
  ])
  expect(series.shares(samples).map(({ points }) => points.map(([, share]) => share))).toEqual([
    [0.1, 0.2, null],
    [null, null, null],
  ])
  expect(series.within(samples, 1).map((sample) => sample.at)).toEqual([1000, 2000])
  expect(series.within(samples, 0)).toHaveLength(3)
})

test('the page tells counts and durations as the command line does', async () => {
  const format = await load<Pick<typeof wording, 'formatCount' | 'countOf' | 'formatDuration'>>('format.js')
  fc.assert(
    fc.property(fc.oneof(fc.nat(100_000), fc.nat(10_000_000_000)), (number) => {
      expect(format.formatDuration(number)).toBe(wording.formatDuration(number))
      expect(format.formatCount(number)).toBe(wording.formatCount(number))
      expect(format.countOf(number, 'row')).toBe(wording.countOf(number, 'row'))
    }),
  )
})
