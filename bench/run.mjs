// npm run bench [-- <name>...] [--rows N] [--times N]
import { cpus } from 'node:os'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { withEmbeddedPostgres } from '../dist/src/postgres/embedded.js'
import { application } from './application.mjs'
import { django } from './django.mjs'
import { memory, scale } from './growth.mjs'
import { seconds } from './measure.mjs'
import { naive } from './naive.mjs'
import { pgroll } from './pgroll.mjs'
import { planning } from './plan.mjs'
import { hasWorkers, measureRuns } from './runs.mjs'
import { createSeeds } from './seed.mjs'
import { print } from './table.mjs'
import { bloat, sql, typescript, verify, wal, workers } from './throughput.mjs'
import { trigger } from './trigger.mjs'

const benches = { sql, workers, typescript, naive, django, pgroll, scale, memory, trigger, application, wal, bloat, verify, plan: planning }

const { values, positionals } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, times: { type: 'string', default: '3' } },
  allowPositionals: true,
})
const whole = (flag) => {
  const value = Number(values[flag])
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${flag} ${values[flag]} is not a whole number above zero`)
  return value
}
const [rows, times] = [whole('rows'), whole('times')]
const chosen = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = chosen.find((name) => !(name in benches))
if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}: ${Object.keys(benches).join(', ')}`)

const results = {}
// PostgreSQL as it comes, but for autovacuum: it would meet one run and not the next.
await withEmbeddedPostgres({ settings: { fsync: 'on', autovacuum: 'off' } }, async (server) => {
  const seeds = createSeeds(server)
  try {
    const without = (await hasWorkers()) ? [] : ['workers']
    const needed = new Set(chosen.flatMap((name) => benches[name].needs).filter((kind) => !without.includes(kind)))
    const took = await seconds(async () => {
      const runs = await measureRuns(seeds, rows, [...needed], times)
      for (const name of chosen) {
        results[name] = await benches[name].run({ seeds, rows, runs, server })
        print(name, results[name])
      }
    })
    console.log(`\n${rows.toLocaleString('en')} rows, ${times} times each, medians; ${Math.round(took)} s`)
  } finally {
    await seeds.removeFolders()
  }
})
const about = { rows, times, node: process.version, processors: cpus().length, at: new Date().toISOString() }
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify({ ...about, results }, null, 2)}\n`)
