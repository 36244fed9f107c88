import type { PlanBundle } from '../plan/plan.ts'
import type { ObserveLoad, Session } from '../run/ports.ts'
import type { PlanStatus } from '../run/status/plan-status.ts'
import { noLimits } from '../run/throttle.ts'
import type { TableName } from '../schema/model.ts'
import type { LoadSample } from './sample.ts'

/** A limit only says that its measure is to be looked at. */
const looked = 0
/** Tables whose lock waits are counted, at one query each. */
const mostTables = 20

/** The load of the database, and who waits for a lock on the tables of plans in flight. Counts a session once for each such table. */
export async function observe(
  observeLoad: ObserveLoad,
  session: Session,
  bundles: readonly PlanBundle[],
  plans: readonly PlanStatus[],
): Promise<LoadSample> {
  const inFlight = new Set(plans.filter(({ state }) => state === 'in_flight' || state === 'contracted').map(({ id }) => id))
  const tables = bundles.filter(({ plan }) => inFlight.has(`${plan.timestamp}_${plan.name}`)).flatMap(({ plan }) => plan.tables)
  const whole = { ...noLimits, lagMilliseconds: looked, activeSessions: looked }
  const { lagMilliseconds, activeSessions } = await observeLoad(session, tables[0] ?? noTable, whole)
  let waitingSessions = 0
  for (const table of tables.slice(0, mostTables)) {
    const seen = await observeLoad(session, table, { ...noLimits, waitingSessions: looked })
    waitingSessions += seen.waitingSessions ?? 0
  }
  return { lagMilliseconds, activeSessions, waitingSessions }
}

/** Something that is always there. */
const noTable: TableName = { schema: 'pg_catalog', name: 'pg_class' }
