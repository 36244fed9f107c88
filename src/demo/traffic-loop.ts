import { setTimeout as sleep } from 'node:timers/promises'

/** What a cycle is given for one round. */
export interface Round {
  /** Runs one statement of the application, measures it and keeps its failure; a failure ends the round. */
  readonly step: <T>(operation: string, work: () => Promise<T>) => Promise<T>
  /** No other round of any application has this text: for unique columns. */
  readonly unique: string
  /** Counts up in each worker; no two workers of one loop share a number. */
  readonly number: number
}

/** What a user does with the application: writes some rows, reads them, changes them, removes them. */
export type Cycle = (round: Round) => Promise<void>

export interface OperationFailure {
  readonly operation: string
  readonly message: string
}

export interface TrafficLoopOptions {
  readonly cycles: readonly Cycle[]
  readonly concurrency: number
  /** Between two statements of a worker. */
  readonly thinkMilliseconds: number
  readonly prefix: string
  readonly onOperation: (operation: string, milliseconds: number) => void
  readonly onFailure: (failure: OperationFailure) => void
}

export interface TrafficLoop {
  /** How long the oldest statement that has not ended has been running; 0 when none is. */
  oldestMilliseconds(): number
  /** Resolves when every worker has ended its round, so that no half of one is left in the database. */
  stop(): Promise<void>
}

class RoundEnded extends Error {}

/** Runs the cycles round and round until it is stopped. */
export function startTrafficLoop(options: TrafficLoopOptions): TrafficLoop {
  const { cycles, concurrency, thinkMilliseconds, prefix, onOperation, onFailure } = options
  const inFlight = new Map<symbol, number>()
  let stopping = false

  async function step<T>(operation: string, work: () => Promise<T>): Promise<T> {
    const id = Symbol(operation)
    const startedAt = performance.now()
    inFlight.set(id, startedAt)
    try {
      return await work()
    } catch (error) {
      onFailure({ operation, message: failureText(error) })
      throw new RoundEnded(operation)
    } finally {
      inFlight.delete(id)
      onOperation(operation, performance.now() - startedAt)
      await sleep(thinkMilliseconds)
    }
  }

  async function work(worker: number): Promise<void> {
    for (let count = 0; !stopping; count++) {
      const cycle = cycles[(worker + count) % cycles.length]
      const number = count * concurrency + worker
      try {
        await cycle?.({ step, unique: `${prefix}-${number}`, number })
      } catch (error) {
        if (!(error instanceof RoundEnded)) onFailure({ operation: 'round', message: failureText(error) })
        await sleep(50) // an application that fails does not fail as fast as it can
      }
    }
  }

  const workers = Array.from({ length: cycles.length === 0 ? 0 : concurrency }, (_, worker) => work(worker))
  return {
    oldestMilliseconds: () => (inFlight.size === 0 ? 0 : performance.now() - Math.min(...inFlight.values())),
    stop: async () => {
      stopping = true
      await Promise.all(workers)
    },
  }
}

/** The last paragraph of a Prisma error: what went wrong, without the excerpt of the calling code. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const paragraphs = error.message.split(/\n\s*\n/).map((paragraph) => paragraph.trim())
  const text = paragraphs.findLast((paragraph) => paragraph !== '') ?? error.name
  const code = (error as { readonly code?: unknown }).code
  return typeof code === 'string' ? `${code}: ${text}` : text
}
