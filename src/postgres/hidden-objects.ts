import type { HiddenObject, OtherHidden, TableSize } from '../schema/hidden.ts'
import type { TableName } from '../schema/model.ts'
import { dependents, listOf, tableDependents, type Expected } from '../sql/dependents.ts'
import { literal, tableName } from '../sql/ident.ts'
import { indexDefinition } from '../sql/rename-columns.ts'
import type { Session } from '../run/ports.ts'

/** A table that a plan touches, and what is no surprise on it. */
export interface TouchedTable extends Expected {
  readonly table: TableName
  /** Its name until expand moves it. */
  readonly now: TableName
  /** Columns that another one replaces, or that go. */
  readonly columns: readonly { readonly name: string; readonly now: string }[]
  /** The whole table goes. */
  readonly dropped: boolean
  /** It gets another name or schema. */
  readonly moved: boolean
}

interface Found {
  readonly catalog: string
  readonly id: bigint
  readonly identity: string
  readonly columns: readonly string[]
}

/** What hangs on these columns and tables that schema.prisma does not have. Reads the catalog only. */
export async function readHiddenObjects(session: Session, touched: readonly TouchedTable[]): Promise<readonly HiddenObject[]> {
  const objects: HiddenObject[] = []
  for (const each of touched) {
    for (const found of await findDependents(session, each)) objects.push(await describe(session, each.table, found))
    objects.push(...(await readMentions(session, each, objects)))
    if (each.moved) objects.push(...(await readPublications(session, each)))
  }
  return objects
}

async function findDependents(session: Session, touched: TouchedTable): Promise<readonly Found[]> {
  const found = new Map<string, Found>()
  const add = async (objects: string, columns: readonly string[]): Promise<void> => {
    for (const row of await session.query<Omit<Found, 'columns'>>(listOf(objects))) {
      const known = found.get(row.identity)
      found.set(row.identity, { ...row, columns: [...(known?.columns ?? []), ...columns] })
    }
  }
  for (const { name, now } of touched.columns) await add(dependents(touched.now, now, touched), [name])
  if (touched.dropped) await add(tableDependents(touched.now, touched.foreignKeys), [])
  return [...found.values()]
}

async function describe(session: Session, table: TableName, found: Found): Promise<HiddenObject> {
  const { columns, identity } = found
  const base = { table: { schema: table.schema, name: table.name }, columns, identity }
  const one = async <Row extends object>(sql: string): Promise<Row | undefined> => (await session.query<Row>(sql))[0]
  const id = String(found.id)
  switch (found.catalog) {
    case 'pg_class': {
      const row = await one<IndexRow>(indexSql(id))
      if (row === undefined) return { ...base, kind: 'inheritance' }
      if (!row.plain) return { ...base, kind: 'specialIndex' }
      const { name, unique, keys, created, comment } = row
      return { ...base, kind: 'index', name, unique, keys, definition: indexDefinition(created), comment }
    }
    case 'pg_constraint': {
      const row = await one<CheckRow>(constraintSql(id))
      if (row?.type !== 'c') return { ...base, kind: row?.type === 'f' ? 'foreignKey' : 'constraint' }
      const { name, expression, inherited, valid, comment } = row
      return { ...base, kind: 'check', name, expression, inherited, valid, comment }
    }
    case 'pg_statistic_ext': {
      const row = await one<StatisticsRow>(statisticsSql(id))
      return row === undefined ? { ...base, kind: 'constraint' } : { ...base, kind: 'statistics', ...row }
    }
    case 'pg_rewrite': {
      const row = await one<ViewRow>(viewSql(id))
      if (row === undefined) return { ...base, kind: 'rule' }
      const { schema, name, definition, options, materialized } = row
      return materialized ? { ...base, kind: 'materializedView' } : { ...base, kind: 'view', schema, name, definition, options }
    }
    default:
      return { ...base, kind: otherKinds[found.catalog] ?? 'inheritance' }
  }
}

const otherKinds: Readonly<Record<string, OtherHidden['kind']>> = {
  pg_policy: 'policy',
  pg_trigger: 'trigger',
  pg_attrdef: 'generatedColumn',
  pg_proc: 'function',
  pg_publication_rel: 'publication',
}

interface IndexRow {
  readonly name: string
  readonly unique: boolean
  readonly keys: readonly string[]
  readonly created: string
  readonly comment: string | null
  readonly plain: boolean
}

/** An index that replicas identify rows by, that is invalid, or that is called like one of schema.prisma's is not simply made anew. */
const indexSql = (id: string): string => `SELECT x.relname::text AS name, i.indisunique AS unique, pg_get_indexdef(i.indexrelid) AS created,
    obj_description(i.indexrelid, 'pg_class') AS comment, i.indisvalid AND NOT i.indisreplident AS plain,
    ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE k.place <= i.indnkeyatts AND NOT coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) ORDER BY k.place) AS keys
  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indexrelid = ${id}`

interface CheckRow {
  readonly type: string
  readonly name: string
  readonly expression: string
  readonly inherited: boolean
  readonly valid: boolean
  readonly comment: string | null
}

const constraintSql = (id: string): string => `SELECT contype::text AS type, conname::text AS name,
    pg_get_expr(conbin, conrelid) AS expression, NOT connoinherit AS inherited, convalidated AS valid, obj_description(oid, 'pg_constraint') AS comment
  FROM pg_constraint WHERE oid = ${id}`

interface StatisticsRow {
  readonly schema: string | null
  readonly name: string
  readonly kinds: readonly string[]
  readonly on: string
  readonly target: number | null
  readonly comment: string | null
}

const statisticsSql = (id: string): string => `SELECT nullif(n.nspname::text, current_schema()::text) AS schema, s.stxname::text AS name,
    ARRAY(SELECT CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' ELSE 'mcv' END FROM unnest(s.stxkind::text[]) AS k WHERE k <> 'e') AS kinds,
    pg_get_statisticsobjdef_columns(s.oid) AS "on", nullif(s.stxstattarget, -1)::int AS target, obj_description(s.oid, 'pg_statistic_ext') AS comment
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.oid = ${id}`

interface ViewRow {
  readonly schema: string | null
  readonly name: string
  readonly definition: string
  readonly options: readonly string[]
  readonly materialized: boolean
}

/** Null for a rule of another kind. */
const viewSql = (id: string): string => `SELECT nullif(n.nspname::text, current_schema()::text) AS schema, c.relname::text AS name,
    pg_get_viewdef(c.oid) AS definition, coalesce(c.reloptions, '{}') AS options, c.relkind = 'm' AS materialized
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE r.oid = ${id} AND r.rulename = '_RETURN'`

/** Functions have no dependency on what their text names. Triggers of the table count, and functions that name the table as well. */
async function readMentions(
  session: Session,
  { table, now, columns, dropped, moved }: TouchedTable,
  objects: readonly HiddenObject[],
): Promise<readonly HiddenObject[]> {
  if (columns.length === 0 && !dropped && !moved) return []
  const rows = await session.query<{ identity: string; source: string; own: boolean }>(mentionSql(now))
  const known = new Set(objects.map(({ identity }) => identity))
  return rows.flatMap(({ identity, source, own }): HiddenObject[] => {
    const named = columns.flatMap((column) => (hasWord(source, column.now) ? [column.name] : []))
    const isNamed = hasWord(source, now.name)
    const names = (own || isNamed) && (named.length > 0 || ((dropped || moved) && isNamed))
    return names && !known.has(identity)
      ? [{ table: { schema: table.schema, name: table.name }, columns: named, identity, kind: 'mention' }]
      : []
  })
}

/** A subscriber knows a table by its name. */
async function readPublications(session: Session, { table, now }: TouchedTable): Promise<readonly HiddenObject[]> {
  const rows = await session.query<{ identity: string; bySchema: boolean }>(
    `SELECT 'publication ' || quote_ident(p.pubname) AS identity,
       NOT p.puballtables AND NOT EXISTS (SELECT 1 FROM pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = c.oid) AS "bySchema"
     FROM pg_publication_tables t JOIN pg_publication p ON p.pubname = t.pubname
     JOIN pg_namespace n ON n.nspname = t.schemaname JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.tablename
     WHERE c.oid = to_regclass($1) ORDER BY 1`,
    [tableName(now)],
  )
  return rows.map(({ identity, bySchema }) => ({
    table: { schema: table.schema, name: table.name },
    columns: [],
    identity,
    kind: bySchema ? 'publicationOfSchema' : 'publication',
  }))
}

const mentionSql = (
  table: TableName,
): string => `SELECT DISTINCT 'function ' || p.oid::regprocedure::text AS identity, p.prosrc AS source, t.oid IS NOT NULL AS own
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  LEFT JOIN pg_trigger t ON t.tgfoid = p.oid AND t.tgrelid = to_regclass(${literal(tableName(table))}) AND NOT t.tgisinternal
  WHERE p.prolang IN (SELECT oid FROM pg_language WHERE lanname NOT IN ('internal', 'c')) AND p.proname NOT LIKE 'stager\\_%'
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'stager')
    AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
  ORDER BY 1`

/** The whole word: not as a part of a longer name. */
const hasWord = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`).test(text)

/** Sizes by the planner's statistics; tables that were never analysed are left out. */
export async function readTableSizes(
  session: Session,
  tables: readonly { readonly table: TableName; readonly now: TableName }[],
): Promise<readonly TableSize[]> {
  const sizes: TableSize[] = []
  for (const { table, now } of tables) {
    const [row] = await session.query<{ rows: number; bytes: number }>(
      `SELECT reltuples::float8 AS rows, relpages::float8 * current_setting('block_size')::int AS bytes FROM pg_class
       WHERE oid = to_regclass($1) AND reltuples >= 0 AND relpages > 0`,
      [tableName(now)],
    )
    if (row !== undefined) sizes.push({ table: { schema: table.schema, name: table.name }, ...row })
  }
  return sizes
}
