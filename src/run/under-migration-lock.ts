import type { RunContext } from './context.ts'
import { StagerError, exitCode } from '../errors.ts'
import type { AppliedMigration } from './history-ports.ts'
import type { Session } from './ports.ts'
import { withReconnect } from './with-reconnect.ts'

/** What is recorded in `_prisma_migrations` while nobody else can add to it. */
export interface LockedHistory {
  readonly session: Session
  /** By name. */
  readonly applied: Map<string, AppliedMigration>
}

/** Lends a session that holds Prisma's migration lock. A lost connection begins `work` anew: all of it is repeatable. */
export async function underMigrationLock<T>(context: RunContext, work: (locked: LockedHistory) => Promise<T>): Promise<T> {
  return withReconnect(context, (session) =>
    context.migrationLock.withLock(session, context, async () => {
      await context.history.prepare(session)
      const rows = await context.history.list(session)
      refuseFailed(rows)
      return work({ session, applied: new Map(rows.map((row) => [row.name, row])) })
    }),
  )
}

/** As Prisma does (P3009): after a failed migration nobody knows what the database holds. */
function refuseFailed(rows: readonly AppliedMigration[]): void {
  const failed = rows.find(({ state }) => state === 'failed')
  if (failed === undefined) return
  throw new StagerError(
    'migration-failed-before',
    `The migration ${failed.name} failed earlier and is not resolved, so nothing more is applied.`,
    {
      exitCode: exitCode.database,
      hint: `Repair the database, then: npx prisma migrate resolve --rolled-back ${failed.name} (or --applied, when all of it is there)`,
    },
  )
}
