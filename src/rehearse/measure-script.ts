import type { Session } from '../run/ports.ts'
import type { TableName } from '../schema/model.ts'
import { mustRunOutsideTransaction, splitStatements } from '../sql/parse.ts'
import { lockModes, type LockMode, type TableLock } from '../sql/statement.ts'

/** What one statement of a script did. */
export interface Measurement {
  readonly sql: string
  /** Locks that it took, strongest on each table; null where it had to run outside of a transaction, where nobody can look. */
  readonly taken: readonly TableLock[] | null
  /** Locks that its transaction holds at its end. */
  readonly held: readonly TableLock[]
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
 * tables' files and the counters of scans. What may run in a transaction runs in one, its own or one that is put around it.
 */
export async function measureScript(session: Session, sql: string): Promise<readonly Measurement[]> {
  const known = await readRelations(session)
  const statements = splitStatements(sql).filter((statement) => statement !== '')
  const inner = statements.filter((statement) => !isTransactionControl(statement))
  if (inner.length === statements.length && inner.some(commitsItself)) {
    const begin = performance.now()
    await session.script(sql)
    const milliseconds = performance.now() - begin
    const after = await readRelations(session)
    return [{ sql: inner[0] ?? '', taken: null, held: [], ...changes(known, known, after), milliseconds }]
  }
  const measured: Measurement[] = []
  await session.script('BEGIN')
  let before = await readRelations(session)
  for (const statement of inner) {
    const begin = performance.now()
    await session.script(statement)
    const milliseconds = performance.now() - begin
    const after = await readRelations(session)
    if (!boundsTheWait(statement))
      measured.push({ sql: statement, ...locks(known, before, after), ...changes(known, before, after), milliseconds })
    before = after
  }
  await session.script('COMMIT')
  return measured
}

/** CONCURRENTLY, and a block that commits what it has done so far. */
const commitsItself = (sql: string): boolean => mustRunOutsideTransaction(sql) || (/^DO\b/i.test(sql) && /^\s*COMMIT;/im.test(sql))

const isTransactionControl = (sql: string): boolean => /^(BEGIN|COMMIT)\b/i.test(sql)

/** The first statement of a step's transaction: src/plan/render-sql.ts. */
const boundsTheWait = (sql: string): boolean => sql.startsWith(`SELECT set_config('lock_timeout'`)

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
   WHERE l.locktype = 'relation' AND l.relation = c.oid AND l.pid = pg_backend_pid() AND l.granted) AS modes
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

async function readRelations(session: Session): Promise<Relations> {
  const rows = await session.query<RelationRow>(relationsSql)
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
