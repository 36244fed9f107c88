import { setTimeout as sleep } from 'node:timers/promises'
import { boundsTheWait, locksAhead } from '../plan/render-sql.ts'
import type { Database, Session } from '../run/ports.ts'
import type { TableName } from '../schema/model.ts'
import { mustRunOutsideTransaction, splitStatements } from '../sql/parse.ts'
import { lockModes, type LockMode, type TableLock } from '../sql/statement.ts'

/** What one statement of a script did. */
export interface Measurement {
  readonly sql: string
  /** Locks that it took, strongest on each table; null where nobody could look. */
  readonly taken: readonly TableLock[] | null
  /** Locks that its transaction holds at its end; of one that ran outside of a transaction those that it took. */
  readonly held: readonly TableLock[]
  readonly inTransaction: boolean
  readonly rewrites: readonly TableName[]
  readonly scans: readonly TableName[]
  readonly milliseconds: number
}

interface Relation {
  readonly oid: string
  readonly table: TableName
  readonly file: string | null
  /** Sequential scans that were begun on it, ever. An index build and a validation are scans, too. */
  readonly scans: number
  readonly locks: readonly LockMode[]
}

type Relations = ReadonlyMap<string, Relation>

/**
 * Runs a script as `session.script` does, one statement at a time, and looks at the server after each: pg_locks of its own session, the
 * tables' files and the counters of scans. What may run in a transaction runs in one, its own or one that is put around it. What may not is
 * made to wait, and looked at from another session of `others`; null where there can be no other one.
 */
export async function measureScript(session: Session, sql: string, others: Database | null): Promise<readonly Measurement[]> {
  const known = await readRelations(session)
  const statements = splitStatements(sql).filter((statement) => statement !== '')
  const inner = statements.filter((statement) => !isTransactionControl(statement))
  if (inner.length === statements.length && inner.some(commitsItself)) {
    const [statement = ''] = inner
    const canWait = others !== null && mustRunOutsideTransaction(statement)
    const { seen, milliseconds } = canWait
      ? await runWatched(session, sql, others)
      : { seen: null, milliseconds: await timed(() => session.script(sql)) }
    const after = await readRelations(session)
    const { taken, held } = seen === null ? { taken: null, held: [] } : locks(known, new Map(), seen)
    return [{ sql: statement, taken, held, inTransaction: false, ...changes(known, known, after), milliseconds }]
  }
  const measured: Measurement[] = []
  await session.script('BEGIN')
  let before = await readRelations(session)
  // A file that takes all of its locks first would hide which statement needs which.
  for (const statement of inner.filter((one) => !locksAhead(one))) {
    const milliseconds = await timed(() => session.script(statement))
    const after = await readRelations(session)
    if (!boundsTheWait(statement))
      measured.push({ sql: statement, ...locks(known, before, after), inTransaction: true, ...changes(known, before, after), milliseconds })
    before = after
  }
  await session.script('COMMIT')
  const held = measured.at(-1)?.held ?? []
  return inner.some(locksAhead) ? measured.map((one) => ({ ...one, held })) : measured
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

interface Run {
  /** Null where it has not waited. */
  readonly seen: Relations | null
  readonly milliseconds: number
}

/**
 * Runs a CONCURRENTLY statement beside a transaction that has written to every table. The statement waits for the end of that, as it does for
 * every writer, and keeps its own lock on the table meanwhile: that is when its locks are read.
 * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
async function runWatched(session: Session, sql: string, others: Database): Promise<Run> {
  return others.withSession(async (other) => {
    const run = { isOver: false, end: Promise.resolve(0) }
    try {
      const seen = await other.transaction(async (writer) => {
        await writer.execute(lockAsWriterSql)
        run.end = timed(() => session.script(sql)).finally(() => (run.isOver = true))
        // Its failure is told when it is awaited below.
        run.end.catch(() => undefined)
        while (!run.isOver) {
          if (await isWaitingFor(writer, session.processId)) return readRelations(writer, session.processId)
          await sleep(pollMilliseconds)
        }
        return null
      })
      return { seen, milliseconds: await run.end }
    } finally {
      await run.end.catch(() => undefined)
    }
  })
}

const pollMilliseconds = 5

const lockAsWriterSql = `DO $$ BEGIN
  EXECUTE (SELECT 'LOCK TABLE ' || string_agg(c.oid::regclass::text, ', ') || ' IN ROW EXCLUSIVE MODE'
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'stager'));
END $$`

async function isWaitingFor(writer: Session, waiting: number): Promise<boolean> {
  const [row] = await writer.query<{ waits: boolean }>('SELECT pg_backend_pid() = ANY (pg_blocking_pids($1::int)) AS waits', [waiting])
  return row?.waits === true
}

/** CONCURRENTLY, and a block that commits what it has done so far. */
const commitsItself = (sql: string): boolean => mustRunOutsideTransaction(sql) || (/^DO\b/i.test(sql) && /^\s*COMMIT;/im.test(sql))

const isTransactionControl = (sql: string): boolean => /^(BEGIN|COMMIT)\b/i.test(sql)

const rank = (mode: LockMode): number => lockModes.indexOf(mode)

/** Tables of the application. What a script has created itself nobody else can see, so its locks block nobody. */
function locks(known: Relations, before: Relations, after: Relations): Pick<Measurement, 'taken' | 'held'> {
  const visible = [...after.values()].filter(({ oid }) => known.has(oid))
  // Under the name that it had: the declared lock may be on the old name or on the new one.
  const strongest = (modes: readonly LockMode[], { table }: Relation): readonly TableLock[] => {
    const [mode] = modes.toSorted((left, right) => rank(right) - rank(left))
    return mode === undefined ? [] : [{ mode, table }]
  }
  return {
    taken: visible.flatMap((one) => {
      const [had = null] = strongest(before.get(one.oid)?.locks ?? [], one)
      return strongest(one.locks, before.get(one.oid) ?? one).filter(({ mode }) => had === null || rank(mode) > rank(had.mode))
    }),
    held: visible.flatMap((one) => strongest(one.locks, before.get(one.oid) ?? one)),
  }
}

function changes(known: Relations, before: Relations, after: Relations): Pick<Measurement, 'rewrites' | 'scans'> {
  const both = [...after.values()].flatMap((now) => {
    const old = before.get(now.oid)
    return old === undefined || !known.has(now.oid) ? [] : [{ old, now }]
  })
  return {
    rewrites: both.flatMap(({ old, now }) => (old.file === now.file ? [] : [old.table])),
    scans: both.flatMap(({ old, now }) => (now.scans > old.scans ? [old.table] : [])),
  }
}

const modeNames: ReadonlyMap<string, LockMode> = new Map(
  lockModes.map((mode) => [`${mode.toLowerCase().replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase())}Lock`, mode]),
)

/**
 * Counters that are not flushed yet are this transaction's; both together are exact.
 * https://www.postgresql.org/docs/current/monitoring-stats.html
 */
const relationsSql = `SELECT c.oid::text AS oid, n.nspname::text AS schema, c.relname::text AS name, pg_relation_filenode(c.oid)::text AS file,
  (pg_stat_get_numscans(c.oid) + pg_stat_get_xact_numscans(c.oid))::float8 AS scans,
  (SELECT coalesce(string_agg(DISTINCT l.mode, ','), '') FROM pg_locks AS l
   WHERE l.locktype = 'relation' AND l.relation = c.oid AND l.pid = $1::int AND l.granted) AS modes
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'stager')
  AND c.relname <> '_prisma_migrations' ORDER BY n.nspname, c.relname`

interface RelationRow {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly file: string | null
  readonly scans: number
  readonly modes: string
}

/** `holder`: whose locks. */
async function readRelations(session: Session, holder = session.processId): Promise<Relations> {
  const rows = await session.query<RelationRow>(relationsSql, [holder])
  return new Map(
    rows.map(({ oid, schema, name, file, scans, modes }) => [
      oid,
      {
        oid,
        table: { schema: schema === 'public' ? null : schema, name },
        file,
        scans,
        locks: modes.split(',').flatMap((mode) => modeNames.get(mode) ?? []),
      },
    ]),
  )
}

/** The locks that a transaction holds now on tables that others see. */
export async function locksHeld(session: Session): Promise<readonly TableLock[]> {
  const relations = await readRelations(session)
  return locks(relations, relations, relations).held
}
