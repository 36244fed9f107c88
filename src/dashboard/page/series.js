// From what was seen to what is drawn: lines of `{ name, points: [[milliseconds, value or null], ...] }`.

/** A look a second, and batches of a fifth: over less than this a rate jumps. */
const rateMilliseconds = 5000

/** The samples of the last so many seconds, or all of them for 0; the one before the first is needed for its rate. */
export function within(samples, seconds) {
  const last = samples.at(-1)
  if (seconds === 0 || last === undefined) return samples
  const from = last.at - seconds * 1000
  const first = samples.findIndex(({ at }) => at >= from)
  return samples.slice(Math.max(0, first))
}

/** The backfills that ran while these samples were taken, in the order in which they began to. */
export const keysOf = (samples) => [...new Set(samples.flatMap(({ backfills }) => Object.keys(backfills)))]

/** `add_slug: fill.Post`; with the plan only where there are several. */
export function nameOf(key, keys) {
  const [plan, ...rest] = key.split(' ')
  const several = new Set(keys.map((other) => other.split(' ')[0])).size > 1
  const name = rest.join(' ')
  return several ? `${plan.replace(/^\d+_/, '')}: ${name}` : name
}

/** Rows a second of each backfill, over the last five seconds. */
export const rates = (samples) => perBackfill(samples, (backfill, key, at) => rateAt(samples, key, at))

/** How far each backfill is, 0 to 1; nothing where the table has no statistics. */
export const shares = (samples) =>
  perBackfill(samples, ({ visitedRows, estimatedRows }) => (estimatedRows > 0 ? Math.min(1, visitedRows / estimatedRows) : null))

/** Rows of the last batch of each backfill. */
export const batches = (samples) => perBackfill(samples, ({ batchRows }) => batchRows)

/** One measure of the load. */
export const loads = (samples, measure, name) => [{ name, points: samples.map(({ at, load }) => [at, load[measure]]) }]

function perBackfill(samples, value) {
  const keys = keysOf(samples)
  return keys.map((key) => ({
    name: nameOf(key, keys),
    points: samples.map(({ at, backfills }, index) => [at, backfills[key] === undefined ? null : value(backfills[key], key, index)]),
  }))
}

function rateAt(samples, key, index) {
  const now = samples[index]
  let before = null
  for (let at = index - 1; at >= 0; at -= 1) {
    if (samples[at].backfills[key] === undefined) break
    before = samples[at]
    if (now.at - before.at >= rateMilliseconds) break
  }
  if (before === null || now.at === before.at) return null
  return Math.max(0, ((now.backfills[key].visitedRows - before.backfills[key].visitedRows) * 1000) / (now.at - before.at))
}

/** The highest value of some lines; null when they have none. */
export function peakOf(lines) {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value)).filter((value) => value !== null)
  return values.length === 0 ? null : values.reduce((highest, value) => Math.max(highest, value))
}

/** The last value of a line; null when it has none now. */
export const latestOf = ({ points }) => points.at(-1)?.[1] ?? null
