import type { Version } from './repertoire.ts'
import type { SeededRows } from './seed.ts'
import type { OperationFailure } from './traffic-loop.ts'

/** What an application is told by its parent over IPC; the URL travels here, so that no process list shows it. */
export type ToApplication =
  | {
      readonly type: 'start'
      readonly version: Version
      readonly clientDirectory: string
      readonly url: string
      readonly rows: SeededRows
      readonly concurrency: number
      readonly thinkMilliseconds: number
    }
  /** Report now; `id` comes back with the report. */
  | { readonly type: 'flush'; readonly id: number }
  | { readonly type: 'stop' }

/** What an application did since its last report. */
export interface TrafficReport {
  readonly type: 'report'
  readonly latencies: readonly number[]
  /** The longest time in which no operation of any worker ended, or one that is still running. */
  readonly longestGap: number
  readonly failures: readonly OperationFailure[]
  /** The flush that asked for it; null for the reports that come by themselves. */
  readonly flush: number | null
}

export type FromApplication =
  | { readonly type: 'ready' }
  | TrafficReport
  /** It could not start. */
  | { readonly type: 'broken'; readonly message: string }
