import { withDatabase } from '../../src/postgres/connect.ts'
import { installState } from '../../src/postgres/install.ts'
import { postgresPorts } from '../../src/postgres/ports.ts'
import { createRunContext, type RunContext, type RunPolicies } from '../../src/run/context.ts'
import type { RunEvent } from '../../src/run/events.ts'
import type { Database } from '../../src/run/ports.ts'
import { systemClock } from '../../src/run/system-clock.ts'

export interface TestRun {
  readonly url: string
  readonly context: RunContext
  readonly events: RunEvent[]
  /** A context with other policies; its events go to the same list. */
  with(policies: Partial<RunPolicies> & { readonly signal?: AbortSignal; readonly loadTransform?: RunContext['loadTransform'] }): RunContext
}

/** The same on a database that is there; also for child processes, which have no vitest. */
export async function onDatabase<T>(url: string, work: (run: TestRun) => Promise<T>): Promise<T> {
  return withDatabase(url, async (database) => {
    await installState(database, '0.1.0')
    return work(testRun(url, database))
  })
}

/** Over sessions of the caller's; stager's own tables must be there. */
export function testRun(url: string, database: Database): TestRun {
  const events: RunEvent[] = []
  const ports = postgresPorts(database, { clock: systemClock, migrationLockMilliseconds: 1_500, planLockMilliseconds: 1_500 })
  const create: TestRun['with'] = (policies) =>
    createRunContext(ports, {
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
      loadTransform: () => Promise.reject(new Error('no transform')),
      lockMilliseconds: 400,
      retry: { attempts: 20, baseMilliseconds: 20, capMilliseconds: 200 },
      ...policies,
    })
  return { url, context: create({}), events, with: create }
}
