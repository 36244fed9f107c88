import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { cli, percentile } from './measure.mjs'
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
  async run({ seeds, rows: all }) {
    const few = Math.min(all, 1_000_000)
    return seeds.withExpanded(few, 'sql', async ({ url, directory }) => {
      // What a copied database has not read yet is no merit of the backfill.
      await query(url, 'SELECT count(*), max("author") FROM "Post"')
      await traffic(url, few, () => sleep(2_000))
      const measure = () => traffic(url, few, () => sleep(phaseSeconds * 1000))
      const idle = []
      const busy = []
      let filled = 0
      for (let round = 0; round < rounds; round += 1) {
        idle.push(...(await measure()))
        const { result, rows } = await duringBackfill({ url, directory }, measure)
        busy.push(...result)
        filled += rows
      }
      const show = (milliseconds) => `${milliseconds.toFixed(1)} ms`
      const p99 = (latencies) => percentile(latencies, 0.99)
      return [
        line(`idle: p99 of ${count(idle.length)} statements`, show(p99(idle))),
        line('idle: longest', show(Math.max(...idle))),
        line('throttled backfill', `${count(filled / (rounds * phaseSeconds))} rows/s`),
        goal(`with it: p99 of ${count(busy.length)} statements`, show(p99(busy)), p99(busy) / p99(idle), { most: 1.5 }),
        goal('with it: longest stall', '', Math.max(...busy), { most: 100, show }),
      ]
    })
  },
}

/** Runs `work` while a gentle backfill does batch after batch: its process, which starts once in the hours that it takes, has started before. */
async function duringBackfill({ url, directory }, work) {
  const args = [cli, 'apply', '--stage', 'backfill', '--json', '--database-url', url, '--batch-size', '500', '--pause-between', '50ms']
  const child = spawn(process.execPath, args, { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] })
  const over = once(child, 'exit')
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => String(text).includes('"type":"batch"') && resolve())
    child.on('exit', () => reject(new Error('the backfill ended before its first batch')))
  })
  const before = await visited(url)
  const result = await work()
  const rows = (await visited(url)) - before
  child.kill('SIGINT')
  await over
  return { result, rows }
}

async function visited(url) {
  const [{ rows }] = await query(url, 'SELECT sum(rows_visited)::int AS rows FROM stager.backfills')
  return rows
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
