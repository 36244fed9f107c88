import { displayName } from '../operations/names.ts'
import type { ContractPart, PlanContext } from '../operations/operation.ts'
import type { ForeignKey, Table } from '../schema/model.ts'
import { sameTable } from '../schema/lookup.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { same } from '../sql/exact.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import type { Backfill, KeyColumn } from './plan.ts'

/**
 * What backfills replaced goes back where it was, last backfill first, once the rest of the plan is taken back: then no trigger of the plan
 * changes it again. The rows were kept by src/postgres/replaced-rows.ts; on a database that has none, the file does nothing.
 */
export const restoreParts = (context: PlanContext, planId: string, backfills: readonly Backfill[]): readonly ContractPart[] =>
  backfills.toReversed().flatMap((backfill) => {
    const { id, table, replaces, label } = backfill
    if (replaces === undefined) return []
    const before = context.before.tables.find((one) => sameTable(one, table))
    const deletes = backfill.kind === 'sql' && backfill.writes.length === 0
    const restored = deletes ? insertAgain(backfill, replaces, before) : updateBack(backfill, replaces)
    const part: ContractPart = {
      slot: 'restore',
      table,
      key: `restore.${id}`,
      label: `take back for each row of ${displayName(table)}: ${label}`,
      safety: 'data',
      execute: [
        {
          sql: restoreSql(planId, backfill, restored, deletes ? batchSize(before) : 1000),
          locks: [{ mode: 'ROW EXCLUSIVE', table: { schema: table.schema, name: table.name } }],
          transaction: 'allowed',
          scans: true,
        },
      ],
      precheck: [],
      postcheck: [],
    }
    return [part]
  })

/** A value that was kept, as what it is. */
const kept = (values: 'old_values' | 'new_values' | 'key', { type }: KeyColumn, at: number): string =>
  `(r.${values})[${String(at + 1)}]::${type}`

const holds = (values: 'old_values' | 'new_values', column: KeyColumn, at: number): string =>
  same(column.type, `t.${ident(column.name)}`, kept(values, column, at))

/** Column by column: what the application has changed since is its own. */
function updateBack({ table, key }: Backfill, replaces: readonly KeyColumn[]): readonly string[] {
  const values = replaces.map((column, at) => {
    const name = ident(column.name)
    return `${name} = CASE WHEN ${holds('new_values', column, at)} THEN ${kept('old_values', column, at)} ELSE t.${name} END`
  })
  return [
    'restored AS (',
    `  UPDATE ${tableName(table)} AS t`,
    `  SET ${values.join(',\n      ')}`,
    '  FROM batch AS r',
    `  WHERE ${key.map((column, at) => `t.${ident(column.name)} = ${kept('key', column, at)}`).join(' AND ')}`,
    `    AND (${replaces.map((column, at) => holds('new_values', column, at)).join(' OR ')})`,
    `  RETURNING r.id, ${replaces.map((column, at) => holds('old_values', column, at)).join(' AND ')} AS whole`,
  ]
}

/** A row is left out where another has its key now, or where it would contradict what is required or referred to. */
function insertAgain({ table, key }: Backfill, replaces: readonly KeyColumn[], before: Table | undefined): readonly string[] {
  const value = (name: string): string => {
    const at = replaces.findIndex((column) => column.name === name)
    const column = replaces[at]
    return column === undefined ? 'NULL' : kept('old_values', column, at)
  }
  const conditions = [
    ...(before?.columns.filter(({ nullable }) => !nullable).map(({ name }) => `${value(name)} IS NOT NULL`) ?? []),
    ...(before?.foreignKeys.map((one) => hasParent(one, value)) ?? []),
  ]
  return [
    'inserted AS (',
    `  INSERT INTO ${tableName(table)} AS t (${replaces.map(({ name }) => ident(name)).join(', ')})`,
    '  OVERRIDING SYSTEM VALUE',
    `  SELECT ${replaces.map((column, at) => kept('old_values', column, at)).join(', ')}`,
    '  FROM batch AS r',
    ...conditions.map((condition, at) => (at === 0 ? `  WHERE ${condition}` : `    AND ${condition}`)),
    '  ON CONFLICT DO NOTHING',
    `  RETURNING ${key.map(({ name }, at) => `t.${ident(name)} AS k${String(at)}`).join(', ')}`,
    '), restored AS (',
    `  SELECT r.id, true AS whole FROM batch AS r JOIN inserted ON ${key.map(({ name }, at) => `inserted.k${String(at)} = ${value(name)}`).join(' AND ')}`,
  ]
}

/** A NULL refers to nothing. */
function hasParent({ columns, references }: ForeignKey, value: (name: string) => string): string {
  const match = references.columns.map((name, at) => `p.${ident(name)} = ${value(columns[at] ?? '')}`).join(' AND ')
  const nulls = columns.map((name) => `${value(name)} IS NULL`)
  return `(${[...nulls, `EXISTS (SELECT 1 FROM ${tableName(references)} AS p WHERE ${match})`].join(' OR ')})`
}

/** Rows of one table that refer to each other go back one by one: what was deleted last first, so that a parent comes before its children. */
const batchSize = (table: Table | undefined): number =>
  table?.foreignKeys.some(({ references }) => sameTable(references, table)) === true ? 1 : 1000

/**
 * Batches with a COMMIT each, so that no row is locked for long and a run that was stopped goes on where it was: what is back is no longer
 * kept. https://www.postgresql.org/docs/current/plpgsql-transactions.html
 */
function restoreSql(planId: string, { id, table }: Backfill, restored: readonly string[], size: number): string {
  const mine = `plan_id = ${literal(planId)} AND backfill = ${literal(id)}`
  const code = [
    '',
    'DECLARE',
    '  stager_at bigint := 9223372036854775807;',
    '  stager_left bigint;',
    '  stager_total bigint := 0;',
    'BEGIN',
    "  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'stager' AND tablename = 'replaced_rows') THEN RETURN; END IF;",
    // It may have that name only from expand on.
    `  IF to_regclass(${literal(tableName(table))}) IS NULL THEN RETURN; END IF;`,
    '  LOOP',
    "    PERFORM set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true),",
    "      set_config('datestyle', 'ISO, MDY', true), set_config('intervalstyle', 'postgres', true);",
    '    WITH batch AS MATERIALIZED (',
    '      SELECT id, key, old_values, new_values FROM stager.replaced_rows',
    `      WHERE ${mine} AND id < stager_at ORDER BY id DESC LIMIT ${String(size)}`,
    ...restored.map((line, at) => `    ${at === 0 ? '), ' : ''}${line}`),
    '    ), done AS (',
    '      DELETE FROM stager.replaced_rows AS k USING restored WHERE k.id = restored.id AND restored.whole',
    '    ), apart AS (',
    '      UPDATE stager.replaced_rows AS k SET left_alone = true FROM batch',
    '      WHERE k.id = batch.id AND NOT EXISTS (SELECT 1 FROM restored WHERE restored.id = batch.id AND restored.whole)',
    '      RETURNING k.id',
    '    )',
    '    SELECT (SELECT min(id) FROM batch), (SELECT count(*) FROM apart) INTO stager_at, stager_left;',
    '    EXIT WHEN stager_at IS NULL;',
    '    stager_total := stager_total + stager_left;',
    '    COMMIT;',
    '  END LOOP;',
    "  IF stager_total > 0 THEN RAISE NOTICE 'stager: % rows stay as the application left them', stager_total; END IF;",
    'END ',
  ].join('\n')
  return `DO ${dollarQuoted(code)}`
}
