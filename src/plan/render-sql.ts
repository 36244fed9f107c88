import { displayName } from '../operations/names.ts'
import type { Part } from '../operations/operation.ts'
import { lockModes, type LockMode, type Statement, type TableLock } from '../sql/statement.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { literal } from '../sql/ident.ts'
import type { Verification } from './plan.ts'

/**
 * Bounds the wait for a lock inside the file itself, so that a plain `prisma migrate deploy` cannot queue traffic behind it
 * either; stager sets `stager.lock_timeout` (its --lock-timeout) before it runs the file. Half a second is what traffic does not
 * notice, and less than `deadlock_timeout` (1 s): where a statement locks two tables, it gives way before PostgreSQL would look for
 * somebody to end, which could be the application.
 * https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
 */
const boundedLock = `SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);`

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
  const body = alone ? [`${only.sql};`] : ['BEGIN;', boundedLock, ...part.execute.map(({ sql }) => `${sql};`), 'COMMIT;']
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
