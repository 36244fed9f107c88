import { hostname, userInfo } from 'node:os'

import type { Backfill, PlanBundle, TypeScriptBackfill } from '../plan/plan.ts'
import type { Transform } from '../transform/load-transform.ts'
import { adaptiveBatches, batchLimits } from './backfill/adaptive-batches.ts'
import { createGate } from './backfill/gate.ts'
import type { BatchPolicy, Throttle } from './backfill-ports.ts'
import type { Clock, RunOptions } from './ports.ts'
import type { Operator } from './state-ports.ts'
import type { RunPorts } from './run-ports.ts'
import type { RangeQueue } from './range-ports.ts'
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts'
import { systemClock } from './system-clock.ts'
import { noLimits } from './throttle.ts'

export interface RunPolicies {
  readonly clock: Clock
  readonly random: () => number
  readonly retry: RetryPolicy
  /**
   * How long a statement may wait for a lock, and so hold up the traffic behind it. Below PostgreSQL's `deadlock_timeout` (1 s) it is
   * always stager that gives way, never the application.
   */
  readonly lockMilliseconds: number
  /** For statements that do not read whole tables. */
  readonly statementMilliseconds: number
  readonly operator: Operator
  /** A new one for each backfill. */
  readonly batchPolicy: (backfill: Pick<Backfill, 'kind'>) => BatchPolicy
  readonly throttle: Throttle
  /** How many rows of a plan's backfills may be in quarantine while a run goes on. */
  readonly maxQuarantine: number
  /** How many connections fill a table together. */
  readonly workers: number
  /** Workers on other machines, who do it instead. */
  readonly fleet: RangeQueue | null
}

/** Everything that a stage needs, and the only way in which it reaches the world. */
export interface RunContext extends RunPorts, RunPolicies, RunOptions {
  readonly loadTransform: (bundle: PlanBundle, backfill: TypeScriptBackfill) => Promise<Transform>
}

export type RunSettings = RunOptions & Pick<RunContext, 'loadTransform'> & Partial<RunPolicies>

/** Puts a run's context together; what is not given has a safe default. */
export function createRunContext(ports: RunPorts, settings: RunSettings): RunContext {
  return {
    clock: systemClock,
    random: Math.random,
    retry: defaultRetryPolicy,
    lockMilliseconds: 500,
    statementMilliseconds: 30_000,
    operator: { osUser: userInfo().username, host: hostname() },
    batchPolicy: ({ kind }) => adaptiveBatches(batchLimits[kind]),
    throttle: createGate({ clock: systemClock, ...ports, limits: noLimits }),
    maxQuarantine: 0,
    workers: 1,
    fleet: null,
    ...ports,
    ...settings,
  }
}
