import pg from 'pg'
import { withConnection } from './connection.ts'

export interface DumpOptions {
  /** Lists a table's columns by name instead of position, for databases that got their columns in another order. */
  readonly sortColumns?: boolean
}

/**
 * The structure of a database as text, one object a line, sorted in each kind, the same for the same structure. Leaves out stager's own schema and
 * `_prisma_migrations`, and what belongs to an extension.
 */
export async function schemaDump(database: string | pg.ClientBase, options: DumpOptions = {}): Promise<string> {
  const parts = sections(options).map((section, at) => `SELECT ${String(at)} AS kind, line FROM (${section}) section_${String(at)}`)
  // So that every name outside of pg_catalog is printed with its schema. One round trip: the result of the statement in the middle.
  const script = ['SET search_path = pg_catalog', parts.join(' UNION ALL '), 'RESET search_path'].join(';\n')
  const rows = await withClient(database, async (client) => {
    const results = (await client.query(script)) as unknown as readonly pg.QueryResult<{ kind: number; line: string }>[]
    return results.flatMap((result) => result.rows)
  })
  return sections(options)
    .flatMap((_, at) => rows.flatMap(({ kind, line }) => (kind === at ? [`${line}\n`] : [])).toSorted())
    .join('')
}

/** Every row of every table as `schema.table {json}`, ordered by its text. The order of columns does not matter. */
export async function rowDump(database: string | pg.ClientBase): Promise<string> {
  return withClient(database, async (client) => {
    const tables = await client.query<{ schema: string; name: string }>(`
      SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND ${userRelation} ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`)
    const parts = tables.rows.map(
      ({ schema, name }, at) =>
        `SELECT ${String(at)} AS place, ${pg.escapeLiteral(`${schema}.${name} `)} || to_jsonb(t)::text AS line FROM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)} t`,
    )
    if (parts.length === 0) return ''
    const { rows } = await client.query<{ line: string }>(
      `SELECT line FROM (${parts.join(' UNION ALL ')}) every_row ORDER BY place, line COLLATE "C"`,
    )
    return rows.map(({ line }) => `${line}\n`).join('')
  })
}

/** A connection that is there, or one for as long as it takes. */
const withClient = <T>(database: string | pg.ClientBase, work: (client: pg.ClientBase) => Promise<T>): Promise<T> =>
  typeof database === 'string' ? withConnection(database, work) : work(database)

const userSchema = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'stager') AND n.nspname NOT LIKE 'pg\\_%'`
const ownedByExtension = (catalog: string, oid: string) =>
  `EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`
const userRelation = `${userSchema} AND c.relname <> '_prisma_migrations' AND NOT ${ownedByExtension('pg_class', 'c.oid')}`
const fromRelation = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`

/** One statement a kind of object; each returns rows of `line`. */
function sections({ sortColumns = false }: DumpOptions): readonly string[] {
  return [
    `SELECT format('schema %I', n.nspname) AS line FROM pg_namespace n WHERE ${userSchema}`,

    `SELECT format('extension %I', extname) AS line FROM pg_extension WHERE extname <> 'plpgsql'`,

    `SELECT format('enum %I.%I (%s)', n.nspname, t.typname, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)) AS line
     FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE ${userSchema} AND NOT ${ownedByExtension('pg_type', 't.oid')} GROUP BY n.nspname, t.typname`,

    `SELECT format('domain %I.%I %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod)) AS line
     FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND ${userSchema}`,

    `SELECT format('sequence %I.%I %s start %s min %s max %s by %s cache %s%s%s', n.nspname, c.relname, format_type(s.seqtypid, NULL),
       s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcache, CASE WHEN s.seqcycle THEN ' cycle' END,
       (SELECT format(' owned by %s.%I', d.refobjid::regclass, a.attname) FROM pg_depend d
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i'))) AS line
     ${fromRelation} JOIN pg_sequence s ON s.seqrelid = c.oid WHERE ${userRelation}`,

    `SELECT format('table %I.%I%s%s%s%s', n.nspname, c.relname, CASE c.relkind WHEN 'p' THEN ' partitioned by ' || pg_get_partkeydef(c.oid) END,
       CASE c.relpersistence WHEN 'u' THEN ' unlogged' END, CASE WHEN c.relrowsecurity THEN ' row security' END,
       ' with ' || array_to_string(c.reloptions, ', ')) || coalesce(' grants ' || c.relacl::text, '') AS line
     ${fromRelation} WHERE c.relkind IN ('r', 'p') AND ${userRelation}`,

    `SELECT format('column %I.%I %s%I %s%s%s%s%s%s', n.nspname, c.relname,
       ${sortColumns ? `''` : `to_char(row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), 'FM0000 ')`}, a.attname,
       format_type(a.atttypid, a.atttypmod),
       (SELECT ' collate ' || a.attcollation::regcollation FROM pg_type t WHERE t.oid = a.atttypid AND t.typcollation <> a.attcollation),
       CASE WHEN a.attnotnull THEN ' not null' END,
       CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' END,
       CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated ' END || pg_get_expr(d.adbin, d.adrelid),
       concat(' grants ' || a.attacl::text, CASE WHEN a.attstattarget >= 0 THEN ' statistics ' || a.attstattarget END, ' options ' || a.attoptions::text,
         (SELECT ' storage ' || a.attstorage::text FROM pg_type t WHERE t.oid = a.atttypid AND t.typstorage <> a.attstorage))) AS line
     ${fromRelation} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relkind IN ('r', 'p', 'f') AND ${userRelation}`,

    // 'n' is NOT NULL as a constraint of PostgreSQL 18, seen above as the column's own; 't' is a constraint trigger, below.
    `SELECT format('constraint %I.%I %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
     ${fromRelation} JOIN pg_constraint k ON k.conrelid = c.oid
     WHERE k.contype NOT IN ('t') AND (k.contype <> 'n' OR NOT k.convalidated) AND ${userRelation}`,

    `SELECT format('index %s%s%s%s', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN ' invalid' END,
       CASE WHEN NOT i.indisready THEN ' not ready' END, CASE WHEN i.indisreplident THEN ' replica identity' END) AS line
     ${fromRelation} JOIN pg_index i ON i.indrelid = c.oid WHERE ${userRelation}`,

    `SELECT format('view %I.%I%s as %s', n.nspname, c.relname, CASE c.relkind WHEN 'm' THEN ' materialized' END,
       regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g')) AS line
     ${fromRelation} WHERE c.relkind IN ('v', 'm') AND ${userRelation}`,

    `SELECT format('trigger %s%s', pg_get_triggerdef(t.oid), CASE t.tgenabled WHEN 'O' THEN '' ELSE ' enabled ' || t.tgenabled::text END) AS line
     ${fromRelation} JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal AND ${userRelation}`,

    `SELECT pg_get_statisticsobjdef(s.oid) AS line FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${userRelation}`,

    `SELECT format('publication %s', pg_describe_object('pg_publication_rel'::regclass, r.oid, 0)) AS line FROM pg_publication_rel r`,

    `SELECT format('rule %s', r.definition) AS line FROM pg_rules r WHERE r.schemaname NOT IN ('pg_catalog', 'information_schema')`,

    `SELECT 'function ' || CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE p.oid::regprocedure::text END AS line
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${userSchema} AND NOT ${ownedByExtension('pg_proc', 'p.oid')}`,

    `SELECT format('policy %I.%I %I %s using %s check %s', schemaname, tablename, policyname, cmd, qual, with_check) AS line
     FROM pg_policies`,

    // Objects of PostgreSQL's own, thousands with a comment each, have numbers below FirstNormalObjectId.
    `SELECT format('comment on %s %s: %s', o.type, o.identity, quote_literal(d.description)) AS line
     FROM pg_description d CROSS JOIN LATERAL (SELECT * FROM pg_identify_object(d.classoid, d.objoid, d.objsubid) OFFSET 0) o
     WHERE d.objoid >= 16384 AND coalesce(o.schema, substring(o.identity from ' on ("?[^".]+"?)[.]'), '') NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'stager')
       AND d.classoid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_statistic_ext'::regclass)
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')`,
  ]
}
