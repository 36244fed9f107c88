import { displayName } from '../operations/names.ts'
import type { Part } from '../operations/operation.ts'
import { regclass } from '../sql/checks.ts'
import { lockModes, type LockMode, type Statement, type TableLock } from '../sql/statement.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { literal, tableName } from '../sql/ident.ts'
import type { Verification } from './plan.ts'

/**
 * Bounds the wait for a lock inside the file itself, so that a plain `prisma migrate deploy` cannot queue traffic behind it
 * either; stager sets `stager.lock_timeout` (its --lock-timeout) before it runs the file. Half a second is what traffic does not
 * notice. https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
 */
const boundedLock = `SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);`

/** One timer for all locks: a lock timeout begins anew with each of them. */
const boundedStatement = `SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);`

const asBefore = `SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);`

/** True for a statement of a step's file that only sets how long the others may wait. */
export const boundsTheWait = (statement: string): boolean => statement.startsWith('SELECT set_config(')

const locksAheadTitle = '-- every lock of this file, before PostgreSQL would look for a deadlock'

/** True for the statement that takes all locks of a step's file. */
export const locksAhead = (statement: string): boolean => statement.startsWith('DO ') && statement.includes(locksAheadTitle)

/**
 * A transaction that holds one lock and waits for another (of a second table, or a stronger one of the same) can make a deadlock with an
 * application that has them the other way round, and PostgreSQL ends whoever has waited longest. So all locks come first, in one statement that is
 * over before anybody has waited for `deadlock_timeout`. LOCK may need a privilege that the statements do not: then they lock by themselves.
 * https://www.postgresql.org/docs/current/runtime-config-locks.html#GUC-DEADLOCK-TIMEOUT
 */
function lockFirst(statements: readonly Statement[]): readonly string[] {
  const strongest = strongestLocks(statements)
  const first = statements.flatMap((statement) => statement.locks)[0]
  const waitsOnce = strongest.length === 1 && strongest[0]?.mode === first?.mode
  if (waitsOnce || strongest.every(({ mode }) => harmless.has(mode))) return []
  const body = [
    ' BEGIN',
    `  ${locksAheadTitle}`,
    ...strongest.map(
      ({ mode, table }) => `  IF ${regclass(table)} IS NOT NULL THEN LOCK TABLE ${tableName(table)} IN ${mode} MODE; END IF;`,
    ),
    'EXCEPTION WHEN insufficient_privilege THEN NULL;',
    'END ',
  ]
  const block = `DO ${dollarQuoted(body.join('\n'))};`
  return strongest.length === 1 ? [block] : [boundedStatement, block, asBefore]
}

/** Modes that block neither reads nor writes may wait as long as they like. */
const harmless: ReadonlySet<LockMode> = new Set(['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE'])

/** The strongest lock on each table. */
export function strongestLocks(statements: readonly Statement[]): readonly TableLock[] {
  const locks = new Map<string, TableLock>()
  for (const lock of statements.flatMap((statement) => statement.locks)) {
    const known = locks.get(displayName(lock.table))
    if (known === undefined || lockModes.indexOf(lock.mode) > lockModes.indexOf(known.mode)) locks.set(displayName(lock.table), lock)
  }
  return [...locks.values()]
}

/** The file of a step: one statement alone, or a transaction of its own. */
export function renderStepSql(part: Part<string>): string {
  const locks = strongestLocks(part.execute)
  const header = [
    ...part.label.split('; ').map((line) => `-- ${line.replaceAll(/[\r\n]+/g, ' ')}`),
    ...locks.map(({ mode, table }) => `-- Lock: ${mode} on ${displayName(table).replaceAll(/[\r\n]+/g, ' ')}`),
  ]
  const [only] = part.execute
  const alone = part.execute.length === 1 && only !== undefined && (only.scans || locks.every(({ mode }) => harmless.has(mode)))
  const body = alone
    ? [`${only.sql};`]
    : ['BEGIN;', boundedLock, ...lockFirst(part.execute), ...part.execute.map(({ sql }) => `${sql};`), 'COMMIT;']
  return `${[...header, ...body].join('\n')}\n`
}

/** Raises while a verification finds rows, so that not even a plain `prisma migrate deploy` can contract too early. */
export function renderGuardSql(verifications: readonly Verification[]): string {
  const checks = verifications.flatMap(({ label, countSql, hint }) => [
    `  IF (${countSql}) > 0 THEN`,
    `    RAISE EXCEPTION USING MESSAGE = ${literal(`stager: there are ${label}`)}, HINT = ${literal(hint)};`,
    '  END IF;',
  ])
  const block = dollarQuoted([' BEGIN', ...checks, 'END '].join('\n'))
  return `-- Contract must not start before the data is complete.\nDO ${block};\n`
}
