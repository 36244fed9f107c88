import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { cli, percentile, seconds } from './measure.mjs'
import { query } from './seed.mjs'
import { count, goal, line } from './table.mjs'

/** Idle and busy in turn, so that a slow minute of the machine meets both alike. */
const rounds = 4
const phaseSeconds = 10
/** Four connections, each of which rests between its statements, as an application's do: about 400 statements a second. */
const connections = 4
const thinkMilliseconds = 8

/** What an application feels of a backfill that is told to be gentle: mixed reads and writes all over the table. */
export const application = {
  needs: [],
  async run({ seeds, rows }) {
    const few = Math.min(rows, 1_000_000)
    return seeds.withExpanded(few, 'sql', async ({ url, directory }) => {
      // What a copied database has not read yet is no merit of the backfill.
      await query(url, 'SELECT count(*), max("author") FROM "Post"')
      await traffic(url, few, () => sleep(2_000))
      const idle = []
      const busy = []
      let ran = 0
      for (let round = 0; round < rounds; round += 1) {
        idle.push(...(await traffic(url, few, () => sleep(phaseSeconds * 1000))))
        busy.push(...(await traffic(url, few, async () => (ran += await backfillFor(phaseSeconds, url, directory)))))
      }
      const [{ visited }] = await query(url, 'SELECT sum(rows_visited)::int AS visited FROM stager.backfills')
      const show = (milliseconds) => `${milliseconds.toFixed(1)} ms`
      const p99 = (latencies) => percentile(latencies, 0.99)
      return [
        line(`idle: p99 of ${count(idle.length)} statements`, show(p99(idle))),
        line('idle: longest', show(Math.max(...idle))),
        line('throttled backfill', `${count(visited / ran)} rows/s`),
        goal(`with it: p99 of ${count(busy.length)} statements`, show(p99(busy)), p99(busy) / p99(idle), { most: 1.5 }),
        goal('with it: longest stall', '', Math.max(...busy), { most: 100, show }),
      ]
    })
  },
}

/** Begins a gentle backfill, or goes on with it, and stops it after a while; the seconds that it ran. */
async function backfillFor(limit, url, directory) {
  const limits = ['--batch-size', '500', '--pause-between', '50ms']
  const child = spawn(process.execPath, [cli, 'apply', '--stage', 'backfill', '--database-url', url, ...limits], {
    cwd: directory,
    stdio: 'ignore',
  })
  const over = once(child, 'exit')
  const took = await seconds(() => Promise.race([over, sleep(limit * 1000)]))
  child.kill('SIGINT')
  await over
  return took
}

/** Latencies in milliseconds of what the application runs while `work` does. */
async function traffic(url, rows, work) {
  const latencies = []
  let over = false
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  const users = clients.map(async (client, user) => {
    for (let round = user; !over; round += 1) {
      const id = 1 + Math.floor(Math.random() * rows)
      const begin = performance.now()
      if (round % 4 === 0) await client.query('UPDATE "Post" SET "title" = $2 WHERE "id" = $1', [id, `title ${round}`])
      else await client.query('SELECT * FROM "Post" WHERE "id" = $1', [id])
      latencies.push(performance.now() - begin)
      await sleep(thinkMilliseconds)
    }
  })
  try {
    await work()
  } finally {
    over = true
    await Promise.all(users)
    await Promise.all(clients.map((client) => client.end()))
  }
  return latencies
}
