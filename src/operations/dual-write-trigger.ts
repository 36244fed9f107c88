import type { TableName } from '../schema/model.ts'
import { alterTable, inSchemaOf, unlocked } from '../sql/ddl.ts'
import { ident, tableName } from '../sql/ident.ts'
import type { Statement } from '../sql/statement.ts'
import { temporaryName } from './names.ts'
import type { SyncRule } from './sync-rule.ts'

export interface DualWriteTrigger {
  readonly name: string
  /** Function and trigger; repeatable. CREATE TRIGGER takes SHARE ROW EXCLUSIVE on the table. */
  readonly create: readonly Statement[]
  /** The function again, without the rules that would make required columns NULL; null when there is none. */
  readonly withoutPending: Statement | null
  readonly drop: readonly Statement[]
}

/** Types without an equality operator are compared as text. */
const comparesAsText = /^(json|xml|point|polygon|path|box|line|lseg|circle)\b/i

type TypeOf = (column: string) => string

const differs = (typeOf: TypeOf, column: string): string => {
  const cast = comparesAsText.test(typeOf(column)) ? '::text' : ''
  return `NEW.${ident(column)}${cast} IS DISTINCT FROM OLD.${ident(column)}${cast}`
}

const anyDiffers = (typeOf: TypeOf, columns: readonly string[]): string => columns.map((column) => differs(typeOf, column)).join(' OR ')

const set = (column: string, value: string): string => `NEW.${ident(column)} := ${value};`

function onInsert(rule: SyncRule): readonly string[] {
  switch (rule.kind) {
    case 'mirror':
      return [
        `IF NEW.${ident(rule.to)} IS NULL THEN ${set(rule.to, `NEW.${ident(rule.from)}`)}`,
        `ELSE ${set(rule.from, `NEW.${ident(rule.to)}`)} END IF;`,
      ]
    case 'fill':
      return [`IF NEW.${ident(rule.column)} IS NULL THEN ${set(rule.column, rule.expression)} END IF;`]
    case 'pending':
      return []
  }
}

function onUpdate(rule: SyncRule, typeOf: TypeOf): readonly string[] {
  switch (rule.kind) {
    case 'mirror':
      return [
        `IF ${differs(typeOf, rule.to)} THEN ${set(rule.from, `NEW.${ident(rule.to)}`)}`,
        `ELSIF ${differs(typeOf, rule.from)} THEN ${set(rule.to, `NEW.${ident(rule.from)}`)} END IF;`,
      ]
    case 'fill': {
      const recompute =
        rule.sources.length === 0 ? [] : [`((${anyDiffers(typeOf, rule.sources)}) AND NOT (${differs(typeOf, rule.column)}))`]
      const conditions = [...(rule.required ? [`NEW.${ident(rule.column)} IS NULL`] : []), ...recompute]
      return conditions.length === 0 ? [] : [`IF ${conditions.join(' OR ')} THEN ${set(rule.column, rule.expression)} END IF;`]
    }
    case 'pending':
      if (rule.sources.length === 0) return []
      return [`IF (${anyDiffers(typeOf, rule.sources)}) AND NOT (${differs(typeOf, rule.column)}) THEN ${set(rule.column, 'NULL')} END IF;`]
  }
}

/** Mirrors first: fills may read either side of a renamed column. */
const order: Readonly<Record<SyncRule['kind'], number>> = { mirror: 0, fill: 1, pending: 2 }

function functionSql(table: TableName, name: string, rules: readonly SyncRule[], typeOf: TypeOf): string {
  const sorted = rules.toSorted((left, right) => order[left.kind] - order[right.kind])
  const branch = (lines: readonly string[]): string => (lines.length === 0 ? '    NULL;' : lines.map((line) => `    ${line}`).join('\n'))
  return [
    `CREATE OR REPLACE FUNCTION ${inSchemaOf(table, name)}() RETURNS trigger LANGUAGE plpgsql AS $stager$`,
    'BEGIN',
    "  IF TG_OP = 'INSERT' THEN",
    branch(sorted.flatMap(onInsert)),
    '  ELSE',
    branch(sorted.flatMap((rule) => onUpdate(rule, typeOf))),
    '  END IF;',
    '  RETURN NEW;',
    'END $stager$',
  ].join('\n')
}

/**
 * The one row trigger of a table: BEFORE, so that it changes the row that is being written instead of writing it again and
 * cannot recurse. https://www.postgresql.org/docs/current/plpgsql-trigger.html
 */
export function dualWriteTrigger(tag: string, table: TableName, rules: readonly SyncRule[], typeOf: TypeOf): DualWriteTrigger {
  const name = temporaryName(tag, table.name)
  const kept = rules.filter((rule) => rule.kind !== 'pending')
  const trigger = `CREATE OR REPLACE TRIGGER ${ident(name)} BEFORE INSERT OR UPDATE ON ${tableName(table)} FOR EACH ROW EXECUTE FUNCTION ${inSchemaOf(table, name)}()`
  return {
    name,
    create: [unlocked(functionSql(table, name, rules, typeOf)), { ...alterTable(table, '', 'SHARE ROW EXCLUSIVE'), sql: trigger }],
    withoutPending: kept.length === rules.length ? null : unlocked(functionSql(table, name, kept, typeOf)),
    drop: [
      { ...alterTable(table, ''), sql: `DROP TRIGGER IF EXISTS ${ident(name)} ON ${tableName(table)}` },
      unlocked(`DROP FUNCTION IF EXISTS ${inSchemaOf(table, name)}()`),
    ],
  }
}
