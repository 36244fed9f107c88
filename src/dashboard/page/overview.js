// The numbers at the top, and the charts.
import { createChart } from './chart.js'
import { h } from './dom.js'
import { formatCount, formatDuration, formatShort } from './format.js'
import { isOver } from './plan.js'
import { batches, loads, rates, shares } from './series.js'

/** What a person wants to see before anything else. */
export function overviewTiles({ plans, pendingMigrations }) {
  const open = plans.filter((plan) => !isOver(plan))
  const running = open.flatMap(({ backfills }) => backfills.filter(({ state }) => state === 'running'))
  const working = running.filter(({ holding }) => holding === null)
  const sum = (values) => values.reduce((total, value) => total + value, 0)
  const rate = sum(working.map(({ rowsPerSecond }) => rowsPerSecond ?? 0))
  const left = working.map(({ etaSeconds }) => etaSeconds)
  const quarantined = sum(plans.map(({ quarantine }) => quarantine.open))
  const due = open.filter(({ contractDue }) => contractDue !== null).length
  return [
    tile('Plans in flight', formatCount(open.length)),
    tile(
      'Rows per second',
      running.length === 0 ? '–' : formatCount(rate),
      working.length < running.length ? 'a backfill waits' : 'over the last minute',
    ),
    tile('Left', working.length === 0 ? '–' : left.includes(null) ? 'unknown' : formatDuration(Math.max(...left) * 1000), 'at this rate'),
    tile('In quarantine', formatCount(quarantined), quarantined > 0 ? 'rows to correct' : 'rows', quarantined > 0 && 'bad'),
    tile('Contract due', formatCount(due), due > 0 ? 'every write does double work' : 'plans', due > 0 && 'waiting'),
    tile('Migrations of yours', formatCount(pendingMigrations.length), 'not applied yet'),
  ]
}

const tile = (name, value, more, kind) =>
  h('div', { class: kind && `tile-${kind}` }, h('dt', {}, name), h('dd', {}, value, more && h('small', {}, more)))

const percent = (share) => `${Math.floor(share * 100)}%`
const milliseconds = (value) => formatDuration(value)

/** Each with how its lines come from the samples. */
export function createCharts() {
  const chart = (options, lines) => ({ ...createChart(options), lines })
  const nothing = 'no backfill ran'
  const unseen = 'this role may not see it: GRANT pg_monitor'
  return [
    chart({ title: 'Rows per second', format: formatCount, short: formatShort, least: 10, empty: nothing }, rates),
    chart({ title: 'Progress', format: percent, least: 1, most: 1, empty: nothing }, shares),
    chart({ title: 'Rows of a batch', format: formatCount, short: formatShort, least: 10, empty: nothing }, batches),
    chart({ title: 'Replica lag', format: milliseconds, least: 100, empty: unseen }, (samples) =>
      loads(samples, 'lagMilliseconds', 'slowest replica'),
    ),
    chart({ title: 'Sessions waiting for a lock', format: formatCount, short: formatShort, least: 4, empty: unseen }, (samples) =>
      loads(samples, 'waitingSessions', 'on tables of plans in flight'),
    ),
    chart({ title: 'Active sessions', format: formatCount, short: formatShort, least: 4, empty: unseen }, (samples) =>
      loads(samples, 'activeSessions', 'of the database, without stager'),
    ),
  ]
}
