import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import type { Session } from './ports.ts'

/** Says what undo did not give back. Before the plan's state is `undone`, which forgets the rows. */
export async function reportRowsLeftAlone({ onEvent, store }: RunContext, session: Session, { plan }: PlanBundle): Promise<void> {
  for (const { backfill, rows } of await store.rowsLeftAlone(session, planIdOf(plan))) {
    const label = plan.backfill.backfills.find(({ id }) => id === backfill)?.label ?? backfill
    onEvent({ type: 'rowsLeftAlone', plan: plan.name, backfill, label, rows })
  }
}
