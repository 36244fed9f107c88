import type { Clock } from '../run/ports.ts'
import type { RunEvent } from '../run/events.ts'
import type { Application, ApplicationOptions, Applications } from './application.ts'
import type { LockWatch } from './lock-watch.ts'
import type { TrafficStatistics } from './statistics.ts'
import type { TimelineEntry } from './timeline.ts'

export interface StopwatchOptions {
  readonly applications: Applications
  readonly watch: LockWatch
  readonly clock: Clock
  readonly signal: AbortSignal
  /** What Prisma's engine would change in the database. */
  readonly drift: () => Promise<string>
  readonly onEntry: (entry: TimelineEntry) => void
}

export interface StageWork {
  readonly stage: string
  /** False for a stage that only writes files. */
  readonly drift: boolean
  /** Runs it; its events go to `onEvent`. Resolves with one short sentence for the timeline. */
  readonly run: (onEvent: (event: RunEvent) => void) => Promise<string>
}

/** Runs stages one after another and measures what the applications feel of each. */
export interface Stopwatch {
  readonly entries: readonly TimelineEntry[]
  start(application: ApplicationOptions): Promise<void>
  stop(version: Application['version']): Promise<void>
  stage(work: StageWork): Promise<void>
}

/** What a stage leaves behind (a queue of waiting sessions, a changed query plan) is part of what it did to the applications. */
const settleMilliseconds = 800

export function createStopwatch({ applications, watch, clock, signal, drift, onEntry }: StopwatchOptions): Stopwatch {
  const running = new Map<Application['version'], Application>()
  const entries: TimelineEntry[] = []

  return {
    entries,
    start: async (options) => {
      running.set(options.version, await applications.start(options))
    },
    stop: async (version) => {
      await running.get(version)?.stop()
      running.delete(version)
    },
    stage: async ({ stage, drift: compares, run }) => {
      signal.throwIfAborted()
      // What failed between two stages is not lost: the next one answers for it.
      const earlier = await applications.take()
      watch.take()
      const seen = new Set(running.keys())
      let writtenRows = 0
      const startedAt = clock.monotonic()
      const what = await run((event) => {
        if (event.type === 'backfillDone') writtenRows += event.writtenRows
      })
      const milliseconds = clock.monotonic() - startedAt
      for (const version of running.keys()) seen.add(version)
      if (running.size > 0) await clock.sleep(settleMilliseconds, signal)
      const entry = {
        stage,
        what,
        milliseconds,
        rowsPerSecond: writtenRows === 0 ? null : (1000 * writtenRows) / milliseconds,
        lockWait: watch.take(),
        applications: [...seen],
        traffic: withFailuresOf(earlier, await applications.take()),
        drift: compares ? await drift() : null,
      }
      entries.push(entry)
      onEntry(entry)
    },
  }
}

function withFailuresOf(earlier: TrafficStatistics, traffic: TrafficStatistics): TrafficStatistics {
  return { ...traffic, failed: earlier.failed + traffic.failed, failures: [...earlier.failures, ...traffic.failures] }
}
