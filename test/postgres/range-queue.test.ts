import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withDatabase } from '../../src/postgres/connect.ts'
import { withEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { consumeRanges, openRangeQueue, type JobOptions } from '../../src/postgres/range-queue.ts'

const options: JobOptions = { limits: {}, batchSize: null, lockTimeout: null, maxQuarantine: null }
const job = (ordinal: number) => ({ planId: 'plan', seal: '', backfill: 'one', pass: 1, ordinal })

it.each(['ends', 'fails'])('waits for a server that goes away while a range %s', { timeout: 120_000 }, (how) =>
  withEmbeddedPostgres({ settings: { fsync: 'off' } }, async (server) => {
    const url = await server.createDatabase('queue')
    const queue = openRangeQueue(url, options)
    await queue.prepare()
    const add = (ordinal: number) => withDatabase(url, (database) => database.withSession((session) => queue.add(session, [job(ordinal)])))
    await add(1)
    const over = new AbortController()
    const done: number[] = []
    const consumed = consumeRanges(url, { workers: 1, once: false, signal: over.signal }, async ({ ordinal }) => {
      done.push(ordinal)
      if (ordinal !== 1) return
      await server.kill('SIGQUIT')
      if (how === 'fails') throw new Error('of the range')
    })
    await expect.poll(() => done).toContain(1)
    await sleep(500)
    await server.restart()
    await add(2)
    await expect.poll(() => done).toContain(2)
    over.abort(new Error('over'))
    await consumed
  }),
)
