// npm run bench [-- plan|backfill|memory] [--rows N]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { withEmbeddedPostgres } from '../dist/src/postgres/embedded.js'
import { benchBackfill } from './backfill.mjs'
import { benchMemory } from './memory.mjs'
import { benchPlan } from './plan.mjs'

const { values, positionals } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } }, allowPositionals: true })
const rows = Number(values.rows)
if (!Number.isSafeInteger(rows) || rows < 1) throw new Error(`--rows ${values.rows} is not a number of rows`)

const benches = {
  plan: () => benchPlan(),
  backfill: (server) => benchBackfill(server, rows),
  memory: (server) => benchMemory(server, rows),
}
const chosen = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = chosen.find((name) => !(name in benches))
if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}: ${Object.keys(benches).join(', ')}`)

const results = {}
await withEmbeddedPostgres({ settings: { fsync: 'on' } }, async (server) => {
  for (const name of chosen) {
    results[name] = await benches[name](server)
    console.log(`\n${name}`)
    for (const { what, value, ratio } of results[name]) console.log(`  ${what.padEnd(36)} ${value.padStart(16)}   ${ratio}`)
  }
})
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify({ rows, node: process.version, results }, null, 2)}\n`)
