import { verify } from '../dist/src/index.js'
import { cli, interleaved, median, runProcess, seconds } from './measure.mjs'
import { addSlug, query } from './seed.mjs'

const update = 'UPDATE "Post" SET "slug" = lower("title")'

/**
 * Full runs over the whole table that several claims are made of, taken in turn, medians of all their figures. `plain` is the one statement on a
 * table without a trigger, `oneShot` the same beside the plan's trigger, which a table has while two versions of the application write to it.
 */
const kinds = {
  plain: (seeds, rows) =>
    seeds.withPosts(rows, async ({ url }) => {
      await query(url, addSlug)
      return oneStatement(url, rows)
    }),
  oneShot: (seeds, rows) => seeds.withExpanded(rows, 'sql', ({ url }) => oneStatement(url, rows)),
  sql: (seeds, rows) => seeds.withExpanded(rows, 'sql', (place) => backfill(place, rows, [])),
  workers: (seeds, rows) => seeds.withExpanded(rows, 'sql', (place) => backfill(place, rows, ['--workers', '2'])),
  typescript: (seeds, rows) => seeds.withExpanded(rows, 'typescript', (place) => backfill(place, rows, [])),
}

export async function measureRuns(seeds, rows, names, times) {
  const works = Object.fromEntries(names.map((name) => [name, () => kinds[name](seeds, rows)]))
  const samples = await interleaved(times, works)
  return Object.fromEntries(
    Object.entries(samples).map(([name, runs]) => [
      name,
      Object.fromEntries(Object.keys(runs[0]).map((figure) => [figure, median(runs.map((run) => run[figure]))])),
    ]),
  )
}

export async function hasWorkers() {
  const { stdout } = await runProcess(process.execPath, [cli, 'apply', '--help'])
  return stdout.includes('--workers')
}

async function oneStatement(url, rows) {
  const [before, small] = [await position(url), await size(url)]
  const rowsPerSecond = rows / (await seconds(() => query(url, update)))
  return { rowsPerSecond, wal: (await position(url)) - before, grown: (await size(url)) - small }
}

/** The command itself in a process of its own; the rate is the engine's, without the second that a process takes to start. */
async function backfill({ url, directory }, rows, flags) {
  const [before, small] = [await position(url), await size(url)]
  const args = [cli, 'apply', '--stage', 'backfill', '--json', '--database-url', url, ...flags]
  const { stdout, megabytes } = await runProcess(process.execPath, args, { cwd: directory })
  const [wal, grown] = [(await position(url)) - before, (await size(url)) - small]
  const events = stdout.split('\n').flatMap((text) => (text.startsWith('{') ? [JSON.parse(text)] : []))
  const done = events.find(({ type }) => type === 'backfillDone')
  const [{ missing }] = await query(url, `SELECT count(*)::int AS missing FROM "Post" WHERE "slug" IS DISTINCT FROM lower("title")`)
  if (missing > 0) throw new Error(`the backfill left ${missing} rows of ${rows}`)
  const verified = await seconds(() => verify({ cwd: directory, databaseUrl: url }))
  return { rowsPerSecond: (rows / done.milliseconds) * 1000, megabytes, wal, grown, verifiedRowsPerSecond: rows / verified }
}

/** Bytes of the table with its index. */
async function size(url) {
  const [row] = await query(url, `SELECT pg_total_relation_size('"Post"')::float8 AS bytes`)
  return row.bytes
}

/** Bytes of WAL that the server has written since it was made. */
async function position(url) {
  const [row] = await query(url, `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes`)
  return row.bytes
}
