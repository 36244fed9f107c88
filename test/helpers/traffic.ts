import type { ApplicationClient } from '../../src/demo/application-client.ts'
import type { OperationFailure } from '../../src/demo/traffic-loop.ts'
import { startTrafficLoop } from '../../src/demo/traffic-loop.ts'
import type { CycleOptions } from './traffic/cycle.ts'
import { cycleOf } from './traffic/cycle.ts'
import type { TrafficModel } from './traffic/models.ts'

export { modelsOf } from './traffic/models.ts'
export type { TrafficModel } from './traffic/models.ts'

export interface TrafficOptions extends Partial<Pick<CycleOptions, 'values' | 'notUpsertedBy' | 'touchesOthers'>> {
  /** Of `generateClient` in clients.ts. */
  readonly client: ApplicationClient
  /** `modelsOf` the schema text that the client was generated from. */
  readonly models: readonly TrafficModel[]
  /** Workers; one by default for each model, four at most. */
  readonly concurrency?: number
  readonly thinkMilliseconds?: number
}

export interface Traffic {
  /** The failures until now; empty while all is well. */
  readonly failures: readonly OperationFailure[]
  /** Operations until now. */
  readonly operations: number
  /** Resolves when so many more operations have ended: "the application has seen the new state". */
  work(operations: number): Promise<void>
  /** Ends every round, so that what the traffic wrote is removed again. */
  stop(): Promise<{ readonly operations: number; readonly failures: readonly OperationFailure[]; readonly longestMs: number }>
}

let started = 0

/**
 * Creates, finds, updates, upserts and deletes rows of every model through a generated client until it is stopped. Any
 * number of them may run on one database: their values never meet. It makes no failure of its own.
 */
export function startTraffic({ client, models, ...options }: TrafficOptions): Traffic {
  const { thinkMilliseconds = 2, values = {}, notUpsertedBy = [], touchesOthers = true } = options
  // Far from what fixtures insert, and 10 million values apart from every other traffic of this process.
  const offset = 100_000_000 + (started++ % 200) * 10_000_000
  const prefix = `t${started}`
  const failures: OperationFailure[] = []
  let operations = 0
  let longestMs = 0
  const waiting = new Set<() => void>()

  const loop = startTrafficLoop({
    cycles: models.map((model) => cycleOf(model, { client, models, offset, prefix, values, notUpsertedBy, touchesOthers })),
    concurrency: options.concurrency ?? Math.min(4, Math.max(1, models.length)),
    thinkMilliseconds,
    prefix,
    onOperation: (_, milliseconds) => {
      operations++
      longestMs = Math.max(longestMs, milliseconds)
      for (const check of waiting) check()
    },
    onFailure: (failure) => failures.push(failure),
  })

  return {
    failures,
    get operations() {
      return operations
    },
    work: (more) => {
      const until = operations + more
      return new Promise((resolve) => {
        const check = (): void => {
          if (operations < until) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      })
    },
    stop: async () => {
      await loop.stop()
      return { operations, failures, longestMs }
    },
  }
}
