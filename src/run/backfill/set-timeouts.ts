import type { RunContext } from '../context.ts'
import type { Session } from '../ports.ts'

/** Whole-table reads take as long as they take; batches must not. */
export async function setTimeouts(context: RunContext, session: Session, phase: 'reads' | 'writes'): Promise<void> {
  await context.catalog.setTimeouts(session, {
    lockMilliseconds: context.lockMilliseconds,
    statementMilliseconds: phase === 'reads' ? 0 : context.statementMilliseconds,
  })
}
