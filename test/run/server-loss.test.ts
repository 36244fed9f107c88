import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'

import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { doublingPlan } from './doubling-plan.ts'
import { placed } from './plan-builder.ts'
import { onDatabase } from './run-context.ts'

/** Stands between stager and the server, and can be as dead as a server whose machine is gone. */
async function withProxy<T>(
  url: string,
  work: (proxy: { url: string; stop(): Promise<void>; start(): Promise<void> }) => Promise<T>,
): Promise<T> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const open = (): Server =>
    createServer((client) => {
      const server = connect(Number(port), hostname)
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        sockets.add(from)
        from.on('error', () => to.destroy()).on('close', () => to.destroy())
        from.pipe(to)
      }
    })
  let listener = open().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const own = (listener.address() as AddressInfo).port
  const proxied = new URL(url)
  proxied.host = `127.0.0.1:${own}`
  const stop = async (): Promise<void> => {
    const closed = once(listener, 'close')
    listener.close()
    for (const socket of sockets) socket.resetAndDestroy()
    sockets.clear()
    await closed
  }
  const start = async (): Promise<void> => {
    listener = open().listen(own, '127.0.0.1')
    await once(listener, 'listening')
  }
  try {
    return await work({ url: proxied.href, stop, start })
  } finally {
    if (listener.listening) await stop()
  }
}

test('while the server is away a backfill says so, attempt by attempt, and goes on when it is back', () =>
  withTestDatabase((url) =>
    withProxy(url, (proxy) =>
      onDatabase(proxy.url, async (run) => {
        await query(
          url,
          'CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, 3000) AS g',
        )
        const plan = doublingPlan('sql')
        await runExpand(run.context, { bundles: [plan], migrations: placed(plan, 'expand') })
        await runDeploy(run.context, plan, {})
        const reconnecting = () => run.events.filter((event) => event.type === 'reconnecting')
        const running = runBackfill(
          run.with({ batchPolicy: () => fixedBatches(20), retry: { attempts: 1000, baseMilliseconds: 20, capMilliseconds: 50 } }),
          plan,
        )
        await expect
          .poll(() => run.events.filter(({ type }) => type === 'batch').length, { interval: 2, timeout: 30_000 })
          .toBeGreaterThan(10)
        await proxy.stop()
        await expect.poll(() => reconnecting().length, { interval: 5, timeout: 30_000 }).toBeGreaterThan(3)
        expect(run.events.at(-1)).toMatchObject({ type: 'reconnecting', reason: expect.stringMatching(/cannot be reached|was lost/) })
        await proxy.start()
        await running
        expect(await query(url, 'SELECT count(*)::int AS wrong FROM "Item" WHERE "n" <> "id" * 2')).toEqual([{ wrong: 0 }])
        expect(run.events.at(-1)).toMatchObject({ type: 'stageDone' })
      }),
    ),
  ))
