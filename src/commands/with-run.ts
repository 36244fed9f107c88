import { join } from 'node:path'

import { withDatabase } from '../postgres/connect.ts'
import { installState, refuseNewerState } from '../postgres/install.ts'
import { postgresPorts } from '../postgres/ports.ts'
import { fixedBatches } from '../run/backfill/fixed-batches.ts'
import { createGate } from '../run/backfill/gate.ts'
import { createRunContext, type RunContext } from '../run/context.ts'
import type { RunEvent } from '../run/events.ts'
import { planIdOf } from '../run/plan-id.ts'
import type { RangeQueue } from '../run/range-ports.ts'
import { noLimits, type ThrottleLimits } from '../run/throttle.ts'
import { systemClock } from '../run/system-clock.ts'
import { loadPlannedTransform } from '../transform/load-planned-transform.ts'
import { readPackage } from '../package-root.ts'
import { makeRoomForTransforms } from '../v8-flags.ts'
import type { ProjectSettings } from './command.ts'
import { openRepository, requireDatabaseUrl, type Repository } from './repository.ts'

/** A repository, and everything that a stage needs to run on its database. */
export interface Run extends Repository {
  readonly context: RunContext
}

export interface RunSettings extends ProjectSettings {
  readonly cwd: string
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
  /** Milliseconds. */
  readonly lockTimeout?: number | undefined
  readonly batchSize?: number | undefined
  /** Rows that may be in quarantine while a backfill goes on. */
  readonly maxQuarantine?: number | undefined
  /** Connections that fill a table together. */
  readonly workers?: number | undefined
  /** Workers on other machines fill it. */
  readonly fleet?: boolean | undefined
  /** What a backfill gives way to. */
  readonly limits?: Partial<ThrottleLimits> | undefined
  /** Only look: stager's own tables are not created. */
  readonly readOnly?: boolean
}

/** Lends the project's database; unless it is only looked at, with stager's own tables in it. */
export async function withRun<T>(settings: RunSettings, work: (run: Run) => Promise<T>): Promise<T> {
  const repository = await openRepository(settings)
  const { stagesDirectory } = repository.project
  const {
    signal = new AbortController().signal,
    onEvent = () => undefined,
    lockTimeout,
    batchSize,
    maxQuarantine,
    workers,
    fleet = false,
    limits = {},
    readOnly = false,
  } = settings
  return withDatabase(requireDatabaseUrl(repository.project), async (database) => {
    const { version } = readPackage()
    await (readOnly ? database.withSession((session) => refuseNewerState(session, version)) : installState(database, version))
    const ports = postgresPorts(database, { clock: systemClock })
    const context = createRunContext(ports, {
      signal,
      onEvent,
      loadTransform(bundle, backfill) {
        makeRoomForTransforms()
        return loadPlannedTransform(join(stagesDirectory, planIdOf(bundle.plan)), backfill)
      },
      ...(lockTimeout === undefined ? {} : { lockMilliseconds: lockTimeout }),
      ...(maxQuarantine === undefined ? {} : { maxQuarantine }),
      throttle: createGate({ clock: systemClock, ...ports, limits: { ...noLimits, ...limits } }),
      ...(workers === undefined ? {} : { workers }),
      fleet: fleet ? await fleetQueue(requireDatabaseUrl(repository.project), settings) : null,
      ...(batchSize === undefined ? {} : { batchPolicy: () => fixedBatches(batchSize) }),
    })
    return work({ ...repository, context })
  })
}

/** Only a run that hands its work out needs the queue, and loads it. */
async function fleetQueue(url: string, { limits = {}, batchSize, lockTimeout, maxQuarantine }: RunSettings): Promise<RangeQueue> {
  const { openRangeQueue } = await import('../postgres/range-queue.ts')
  return openRangeQueue(url, {
    limits,
    batchSize: batchSize ?? null,
    lockTimeout: lockTimeout ?? null,
    maxQuarantine: maxQuarantine ?? null,
  })
}
