import type { BlockerWatch } from './blocker-ports.ts'
import type { BackfillRows } from './backfill-ports.ts'
import type { AnalyseScript, MigrationHistory } from './history-ports.ts'
import type { Catalog, Database, MigrationLock, ObserveLoad, PlanLock } from './ports.ts'
import type { StateStore } from './state-ports.ts'
import type { EvidenceReads, Sightings } from './evidence-ports.ts'
import type { Quarantine } from './quarantine-ports.ts'
import type { TableScan } from './scan-ports.ts'
import type { RangeStore, SampleKeys } from './range-ports.ts'
import type { SettleRows } from './settle-ports.ts'

/** What the database side gives to a run. */
export interface RunPorts {
  readonly database: Database
  readonly store: StateStore
  readonly history: MigrationHistory
  readonly migrationLock: MigrationLock
  readonly planLock: PlanLock
  readonly blockers: BlockerWatch
  readonly catalog: Catalog
  readonly rows: BackfillRows
  readonly settleRows: SettleRows
  readonly quarantine: Quarantine
  readonly scan: TableScan
  readonly ranges: RangeStore
  readonly sampleKeys: SampleKeys
  readonly observeLoad: ObserveLoad
  readonly analyse: AnalyseScript
  readonly evidence: EvidenceReads
  readonly sightings: Sightings
}
