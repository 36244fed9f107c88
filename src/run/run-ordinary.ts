import { StagerError, exitCode } from '../errors.ts'
import type { RunContext } from './context.ts'
import { isFailure, type DatabaseError } from './database-error.ts'
import type { MigrationFile, ScriptAnalysis } from './history-ports.ts'
import type { Session } from './ports.ts'
import { retryWhileLocked } from './retry-while-locked.ts'

/**
 * A migration of the team, as Prisma would run it, but under a lock timeout: together with its row in one transaction where the
 * script allows that; else between a started and a finished row.
 */
export async function runOrdinary(context: RunContext, session: Session, migration: MigrationFile, script: ScriptAnalysis): Promise<void> {
  const { catalog, clock, onEvent } = context
  const begin = clock.monotonic()
  onEvent({ type: 'migrationStarted', migration: migration.name })
  const atomic = script.transaction === 'allowed'
  // CONCURRENTLY holds up nobody while it waits, and half of it would stay behind.
  const lockMilliseconds = script.transaction === 'forbidden' ? 0 : context.lockMilliseconds
  await catalog.setTimeouts(session, { lockMilliseconds, statementMilliseconds: 0 })
  try {
    await (atomic ? runAtomic(context, session, migration) : runBetweenRows(context, session, migration, script))
  } catch (error) {
    throw isFailure(error, 'fatal') || isFailure(error, 'row') ? failed(migration, error, atomic) : error
  } finally {
    await catalog.setTimeouts(session, { lockMilliseconds: 0, statementMilliseconds: 0 }).catch(() => undefined)
  }
  onEvent({ type: 'migrationDone', migration: migration.name, milliseconds: Math.round(clock.monotonic() - begin) })
}

const what = (migration: MigrationFile): string => `The migration ${migration.name}`

async function runAtomic(context: RunContext, session: Session, migration: MigrationFile): Promise<void> {
  const { catalog, clock, history } = context
  await retryWhileLocked(context, session, { what: what(migration), cancel: true }, () => {
    const startedAt = clock.now()
    return session.transaction(async (transaction) => {
      await catalog.keepSearchPath(transaction, () => transaction.script(migration.sql))
      await history.recordApplied(transaction, migration, startedAt)
    })
  })
}

async function runBetweenRows(context: RunContext, session: Session, migration: MigrationFile, script: ScriptAnalysis): Promise<void> {
  const { catalog, history } = context
  const run = async (): Promise<void> => {
    // A single BEGIN ... COMMIT around everything can be repeated; anything else is left as it stands, for a person to look at.
    if (isOneTransaction(script)) {
      await retryWhileLocked(context, session, { what: what(migration), cancel: true }, () => session.script(migration.sql))
    } else if (script.transaction === 'own') {
      await session.script(migration.sql)
    } else {
      for (const statement of script.statements) await session.script(statement)
    }
  }
  await history.recordAround(session, migration, () => catalog.keepSearchPath(session, run))
}

function isOneTransaction({ transaction, statements }: ScriptAnalysis): boolean {
  const opens = statements.filter((sql) => /^\s*(BEGIN|START\s+TRANSACTION)\b/i.test(sql)).length
  const closes = statements.filter((sql) => /^\s*(COMMIT|END)\b/i.test(sql)).length
  const whole = /^\s*(BEGIN|START\s+TRANSACTION)\b/i.test(statements[0] ?? '') && /^\s*(COMMIT|END)\b/i.test(statements.at(-1) ?? '')
  return transaction === 'own' && opens === 1 && closes === 1 && whole
}

function failed(migration: MigrationFile, error: DatabaseError, atomic: boolean): StagerError {
  return new StagerError('migration-failed', `The migration ${migration.name} failed. ${error.message}`, {
    exitCode: exitCode.database,
    hint: atomic
      ? `Nothing of it was applied: correct prisma/migrations/${migration.name}/migration.sql and run the same command again.`
      : `Part of it may be applied: take that back by hand, then npx prisma migrate resolve --rolled-back ${migration.name}`,
    cause: error,
  })
}
