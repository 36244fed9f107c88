import type { Clock, Database } from '../run/ports.ts'
import type { RunPorts } from '../run/run-ports.ts'
import { analyseScript } from './analyse-script.ts'
import { backfillRows } from './backfill-rows.ts'
import { createBlockerWatch } from './blockers.ts'
import { catalog } from './catalog.ts'
import { evidenceReads } from './evidence-reads.ts'
import { observeLoad } from './observe-load.ts'
import { migrationHistory } from './migration-history.ts'
import { sampleKeys } from './key-samples.ts'
import { createMigrationLock } from './migration-lock.ts'
import { createPlanLock } from './plan-lock.ts'
import { quarantine } from './quarantine.ts'
import { rangeStore } from './range-store.ts'
import { sightings } from './sightings.ts'
import { settleRows } from './settle-rows.ts'
import { stateStore } from './state-store.ts'
import { tableScan } from './table-scan.ts'

export interface PostgresOptions {
  readonly clock: Clock
  readonly random?: () => number
  /** How long to wait for another migration; 60 s. */
  readonly migrationLockMilliseconds?: number
  /** How long to wait for another run of the same plan's backfills; 10 s. */
  readonly planLockMilliseconds?: number
}

/** Everything that a run needs from the database. */
export function postgresPorts(database: Database, options: PostgresOptions): RunPorts {
  const { clock, random = Math.random, migrationLockMilliseconds = 60_000, planLockMilliseconds = 10_000 } = options
  return {
    database,
    store: stateStore,
    history: migrationHistory,
    migrationLock: createMigrationLock(clock, random, migrationLockMilliseconds),
    planLock: createPlanLock(clock, planLockMilliseconds),
    blockers: createBlockerWatch(database),
    catalog,
    rows: backfillRows,
    settleRows,
    quarantine,
    ranges: rangeStore,
    sampleKeys,
    scan: tableScan,
    observeLoad,
    analyse: analyseScript,
    evidence: evidenceReads,
    sightings,
  }
}
