import pg from 'pg'

import type { Session } from '../run/ports.ts'
import type { PassOf, RangeJob, RangeOf, RangeQueue } from '../run/range-ports.ts'
import type { ThrottleLimits } from '../run/throttle.ts'
import { parseConnectionUrl } from './connection-url.ts'
import { failureOf, messageOf } from './sqlstate.ts'

/** The queue's tables lie in a schema of stager's own: a team's own `graphile_worker` may be of another version. */
const schema = 'stager_queue'
const task = 'stager_range'

/** What a run was told, for the workers that do its ranges. */
export interface JobOptions {
  readonly limits: Partial<ThrottleLimits>
  readonly batchSize: number | null
  readonly lockTimeout: number | null
  readonly maxQuarantine: number | null
}

/** A range as it is delivered. */
export type DeliveredJob = RangeJob & { readonly options: JobOptions }

const prefixOf = ({ planId, backfill, pass }: PassOf): string => JSON.stringify([planId, backfill, pass])
const keyOf = (range: RangeOf): string => `${prefixOf(range)} ${range.ordinal}`

/** The ranges of a run, as jobs of graphile-worker. https://worker.graphile.org/docs/sql-add-job */
export function openRangeQueue(databaseUrl: string, options: JobOptions): RangeQueue {
  return {
    prepare: () => withPool(databaseUrl, 1, prepare),

    async add(session, jobs) {
      for (const job of jobs) {
        await session.query(
          `SELECT (${schema}.add_job($1, payload := $2::json, job_key := $3, job_key_mode := 'replace', max_attempts := 1000)).id::text`,
          [task, JSON.stringify({ ...job, options } satisfies DeliveredJob), keyOf(job)],
        )
      }
    },

    async waiting(session, pass) {
      const rows = await waitingJobs(session, pass, 'AND run_at <= now()')
      return rows.map(({ key }) => Number(key.slice(prefixOf(pass).length)))
    },

    async withdraw(session, pass) {
      for (const { key } of await waitingJobs(session, pass, '')) await session.query(`SELECT (${schema}.remove_job($1)).id::text`, [key])
    },
  }
}

/** Jobs that nobody has taken. */
const waitingJobs = (session: Session, pass: PassOf, only: string): Promise<readonly { readonly key: string }[]> =>
  session.query<{ key: string }>(
    `SELECT key FROM ${schema}.jobs WHERE task_identifier = $1 AND starts_with(key, $2) AND locked_at IS NULL AND attempts < max_attempts ${only}`,
    [task, `${prefixOf(pass)} `],
  )

export interface ConsumeOptions {
  /** Ranges at once, each on a connection of its own. */
  readonly workers: number
  /** Stop when no job waits, instead of waiting for one. */
  readonly once: boolean
  readonly signal: AbortSignal
}

const pollMilliseconds = 500

/**
 * Takes jobs until the signal is aborted, or until there is none. What `work` rejects with is retried later, by this worker or another one; a
 * server that goes away is waited for. Resolves when the ranges that were under way have been left.
 */
export async function consumeRanges(
  databaseUrl: string,
  { workers, once, signal }: ConsumeOptions,
  work: (job: DeliveredJob) => Promise<void>,
): Promise<void> {
  const { run, Logger } = await import('graphile-worker')
  let active = 0
  await withPool(databaseUrl, workers + 2, async (pool) => {
    tryAgainWhileAway(pool)
    await prepare(pool)
    const runner = await run({
      pgPool: pool,
      schema,
      concurrency: workers,
      pollInterval: pollMilliseconds,
      noHandleSignals: true,
      // stager says itself what happens.
      logger: new Logger(() => () => undefined),
      taskList: {
        [task]: async (payload) => {
          signal.throwIfAborted()
          active += 1
          await work(payload as DeliveredJob).finally(() => (active -= 1))
        },
      },
    })
    const stop = (): void => void runner.stop().catch(() => undefined)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    const idle = once ? setInterval(() => void isIdle(pool).then((none) => none && active === 0 && stop()), pollMilliseconds) : undefined
    await runner.promise.finally(() => clearInterval(idle))
  })
}

async function isIdle(pool: pg.Pool): Promise<boolean> {
  try {
    const { rowCount } = await pool.query(
      `SELECT 1 FROM ${schema}.jobs WHERE task_identifier = $1 AND locked_at IS NULL AND attempts < max_attempts LIMIT 1`,
      [task],
    )
    return rowCount === 0
  } catch {
    // The server is away: whether a job waits is not known.
    return false
  }
}

async function prepare(pool: pg.Pool): Promise<void> {
  const { runMigrations, Logger } = await import('graphile-worker')
  await runMigrations({ pgPool: pool, schema, logger: new Logger(() => () => undefined) })
}

/** By its code graphile-worker knows that it is worth another attempt. */
class ServerAway extends Error {
  readonly code = 'ETIMEDOUT'
}

/**
 * graphile-worker waits for nobody when it says what became of a job: an error by which it does not try again would end the process as an
 * unhandled rejection. It knows few of those that a lost server brings about; here all of them look like one that it knows.
 */
function tryAgainWhileAway(pool: pg.Pool): void {
  const rethrow = (error: unknown): never => {
    throw failureOf(error) === 'disconnected' ? new ServerAway(messageOf(error), { cause: error }) : error
  }
  const connect = pool.connect.bind(pool) as (callback?: unknown) => Promise<pg.PoolClient> | undefined
  pool.connect = ((callback?: unknown) => {
    // Nobody waits for what comes after the end.
    if (pool.ending) return new Promise(() => undefined)
    return connect(callback)?.catch(rethrow)
  }) as typeof pool.connect
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: readonly unknown[]) => unknown
    client.query = ((...args: readonly unknown[]) => {
      const result = query(...args)
      return result instanceof Promise ? result.catch(rethrow) : result
    }) as typeof client.query
  })
}

async function withPool<T>(databaseUrl: string, max: number, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: parseConnectionUrl(databaseUrl).href, max, application_name: 'stager' })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}
