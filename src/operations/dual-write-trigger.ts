import type { TableName } from '../schema/model.ts'
import { alterTable, inSchemaOf, unlocked } from '../sql/ddl.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { distinct } from '../sql/exact.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import { forward, isBehind } from '../sql/sequence.ts'
import type { Statement } from '../sql/statement.ts'
import { anyDiffers, differs, type TypeOf } from './differs.ts'
import { temporaryName } from './names.ts'
import type { SyncRule } from './sync-rule.ts'
import { isApplication, updateGuard } from './update-guard.ts'

export interface DualWriteTrigger {
  /** One for inserts and one for updates, where their condition can be told beforehand; else one for both. */
  readonly names: readonly string[]
  /** Function and triggers; repeatable. CREATE TRIGGER takes SHARE ROW EXCLUSIVE on the table. */
  readonly create: readonly Statement[]
  /** The function again, without the rules that would make required columns NULL; null when there is none. */
  readonly withoutPending: Statement | null
  /** What the transaction begins with that gives shadow columns their names: the function without them, or its end; empty when there are none. */
  readonly withoutShadows: readonly Statement[]
  readonly drop: readonly Statement[]
}

/** A sequence that moves on with each transaction in which the old application writes the table by one of its own columns. */
export interface OldWriteCounter {
  readonly sequence: TableName
  /** True where a column has a default: then a value in a new row is nobody's word. */
  readonly hasDefault: (column: string) => boolean
}

const set = (column: string, value: string): string => `NEW.${ident(column)} := ${value};`

const fill = ({ column, expression, canFail }: SyncRule & { kind: 'fill' }): string =>
  canFail ? `BEGIN ${set(column, expression)} EXCEPTION WHEN OTHERS THEN ${set(column, 'NULL')} END;` : set(column, expression)

type Convert = SyncRule & { kind: 'convert' }

/** What the backfill makes of the old value must not come back to it: the way there and back may not end where it began. */
function unlessConverted({ to, up }: Convert, typeOf: TypeOf, assignment: string): string {
  if (up === null) return `IF ${isApplication} THEN ${assignment} END IF;`
  return `IF ${distinct(typeOf(to), `NEW.${ident(to)}`, `(${up})`)} THEN ${assignment} END IF;`
}

type Back = SyncRule & { kind: 'back' }

/** Whose word a row is must be known before other rules have changed it. */
const flag = ({ column }: Back): string => ident(temporaryName('stager_back', column))

const backOnInsert = (rule: Back): readonly string[] =>
  rule.given.length === 0
    ? [`${flag(rule)} := NEW.${ident(rule.column)} IS NULL;`]
    : [
        `${flag(rule)} := ${rule.given.map((column) => `NEW.${ident(column)} IS NOT NULL`).join(' OR ')};`,
        // A default of the old column is nobody's word.
        `IF ${flag(rule)} THEN ${set(rule.column, 'NULL')} END IF;`,
      ]

const backOnUpdate = (rule: Back, typeOf: TypeOf): string =>
  `${flag(rule)} := (${anyDiffers(typeOf, rule.sources)}) AND NOT (${anyDiffers(typeOf, rule.old)}) AND ${isApplication};`

/** Columns that only the old application knows, and gives a value itself. */
function oldOnInsert(rule: SyncRule, { hasDefault }: OldWriteCounter): string | null {
  if (rule.kind === 'mirror' || rule.kind === 'convert') {
    return hasDefault(rule.from) ? null : `(NEW.${ident(rule.to)} IS NULL AND NEW.${ident(rule.from)} IS NOT NULL)`
  }
  return rule.kind !== 'back' || hasDefault(rule.column) ? null : `(NOT ${flag(rule)} AND NEW.${ident(rule.column)} IS NOT NULL)`
}

function oldOnUpdate(rule: SyncRule, typeOf: TypeOf): string | null {
  if (rule.kind === 'mirror' || rule.kind === 'convert') return `(${differs(typeOf, rule.from)} AND NOT ${differs(typeOf, rule.to)})`
  return rule.kind === 'back' ? `(${anyDiffers(typeOf, rule.old)})` : null
}

/**
 * What comes before the rules, which write old columns themselves. A sequence is the cheapest counter: it locks no row, writes WAL once in 32 times, and
 * nobody waits for another's transaction. To look it up costs as much as all the rest of the function: so a setting that ends with the transaction
 * remembers that it was counted. Foreign keys and other triggers write old columns, too: they are at a depth of their own. The table's schema
 * need not be in the search_path of the application. https://www.postgresql.org/docs/current/functions-sequence.html
 */
function countOldWrite(conditions: readonly (string | null)[], counter: OldWriteCounter): readonly string[] {
  const any = conditions.filter((condition) => condition !== null)
  if (any.length === 0) return []
  return [
    `IF ${any.join(' OR ')} THEN`,
    `  IF ${isApplication} AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN`,
    `    PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || ${literal(`.${ident(counter.sequence.name)}`)})::regclass);`,
    `    PERFORM set_config('stager.counted', TG_RELID::text, true);`,
    '  END IF;',
    'END IF;',
  ]
}

/** True where the old application's writes can be told from the new one's. */
export const isCounted = ({ kind }: SyncRule): boolean => kind === 'mirror' || kind === 'convert' || kind === 'back'

function onInsert(rule: SyncRule): readonly string[] {
  switch (rule.kind) {
    case 'mirror':
      return [
        `IF NEW.${ident(rule.to)} IS NULL THEN ${set(rule.to, `NEW.${ident(rule.from)}`)}`,
        `ELSE ${set(rule.from, `NEW.${ident(rule.to)}`)} END IF;`,
      ]
    case 'convert':
      return [
        `IF NEW.${ident(rule.to)} IS NULL THEN ${set(rule.to, rule.up ?? 'NULL')}`,
        `ELSE ${set(rule.from, rule.down ?? 'NULL')} END IF;`,
      ]
    case 'shadow':
      return [set(rule.column, rule.up)]
    case 'fill':
      return [`IF NEW.${ident(rule.column)} IS NULL THEN ${fill(rule)} END IF;`]
    case 'back':
      return [`IF ${flag(rule)} THEN ${set(rule.column, rule.expression)} END IF;`]
    case 'count':
      return count(rule, '')
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
    case 'convert':
      return [
        `IF ${differs(typeOf, rule.to)} THEN ${unlessConverted(rule, typeOf, set(rule.from, rule.down ?? 'NULL'))}`,
        `ELSIF ${anyDiffers(typeOf, rule.sources)} THEN ${set(rule.to, rule.up ?? 'NULL')} END IF;`,
      ]
    case 'shadow': {
      const sources = rule.sources.length === 0 ? [rule.of] : rule.sources
      // The backfill is what writes a shadow that is NULL.
      const cascade =
        rule.down === null
          ? []
          : [`ELSIF ${differs(typeOf, rule.column)} AND OLD.${ident(rule.column)} IS NOT NULL THEN ${set(rule.of, rule.down)}`]
      return [`IF ${anyDiffers(typeOf, sources)} THEN ${set(rule.column, rule.up)}`, ...cascade, 'END IF;']
    }
    case 'fill': {
      const recompute =
        rule.sources.length === 0 ? [] : [`((${anyDiffers(typeOf, rule.sources)}) AND NOT (${differs(typeOf, rule.column)}))`]
      const conditions = [...(rule.required ? [`NEW.${ident(rule.column)} IS NULL`] : []), ...recompute]
      return conditions.length === 0 ? [] : [`IF ${conditions.join(' OR ')} THEN ${fill(rule)} END IF;`]
    }
    case 'back':
      return [
        `IF ${flag(rule)} THEN`,
        ...rule.fills.map(
          ({ column, expression }) =>
            `  IF NEW.${ident(column)} IS NULL AND OLD.${ident(column)} IS NULL THEN ${set(column, expression)} END IF;`,
        ),
        `  ${set(rule.column, rule.expression)}`,
        ...(rule.required ? [`ELSIF NEW.${ident(rule.column)} IS NULL THEN ${set(rule.column, rule.expression)}`] : []),
        'END IF;',
      ]
    case 'count':
      return count(rule, `${differs(typeOf, rule.column)} AND `)
    case 'pending':
      if (rule.sources.length === 0) return []
      return [`IF (${anyDiffers(typeOf, rule.sources)}) AND NOT (${differs(typeOf, rule.column)}) THEN ${set(rule.column, 'NULL')} END IF;`]
  }
}

/** The exception ends the block, and with it the lock; the sequence has moved. */
function count({ column, sequence }: SyncRule & { kind: 'count' }, condition: string): readonly string[] {
  const value = `NEW.${ident(column)}`
  return [
    `IF ${condition}EXISTS (SELECT 1 FROM ${tableName(sequence)} AS s WHERE ${isBehind('s', value)}) THEN`,
    '  BEGIN',
    ...forward(sequence, value).map((line) => `    ${line}`),
    `    RAISE EXCEPTION USING ERRCODE = 'STG28';`,
    `  EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;`,
    '  END;',
    'END IF;',
  ]
}

/** Columns that applications know on both sides come first, since fills may read either; a shadow follows what fills have settled. */
const order: Readonly<Record<SyncRule['kind'], number>> = { mirror: 0, convert: 0, fill: 1, back: 2, count: 3, shadow: 4, pending: 5 }

/** A rule that no longer makes the new column NULL, which contract is about to require. */
function withoutMarking(rule: SyncRule): readonly SyncRule[] {
  if (rule.kind === 'pending') return []
  return rule.kind === 'convert' && rule.up === null ? [{ ...rule, up: `NEW.${ident(rule.to)}` }] : [rule]
}

function functionSql(table: TableName, name: string, rules: readonly SyncRule[], typeOf: TypeOf, counter: OldWriteCounter | null): string {
  const sorted = rules.toSorted((left, right) => order[left.kind] - order[right.kind])
  const branch = (lines: readonly string[]): string => (lines.length === 0 ? '    NULL;' : lines.map((line) => `    ${line}`).join('\n'))
  const backs = sorted.filter((rule) => rule.kind === 'back')
  const counted = counter === null || !sorted.some(isCounted) ? null : counter
  const onOldInsert =
    counted === null
      ? []
      : countOldWrite(
          sorted.map((rule) => oldOnInsert(rule, counted)),
          counted,
        )
  const onOldUpdate =
    counted === null
      ? []
      : countOldWrite(
          sorted.map((rule) => oldOnUpdate(rule, typeOf)),
          counted,
        )
  const variables = backs.map((rule) => `  ${flag(rule)} boolean;`)
  const body = [
    '',
    ...(variables.length === 0 ? [] : ['DECLARE', ...variables]),
    'BEGIN',
    "  IF TG_OP = 'INSERT' THEN",
    branch([...backs.flatMap(backOnInsert), ...onOldInsert, ...sorted.flatMap(onInsert)]),
    '  ELSE',
    branch([...backs.map((rule) => backOnUpdate(rule, typeOf)), ...onOldUpdate, ...sorted.flatMap((rule) => onUpdate(rule, typeOf))]),
    '  END IF;',
    '  RETURN NEW;',
    'END ',
  ].join('\n')
  return `CREATE OR REPLACE FUNCTION ${inSchemaOf(table, name)}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(body)}`
}

/**
 * The row trigger of a table: BEFORE, so that it changes the row that is being written instead of writing it again and
 * cannot recurse. https://www.postgresql.org/docs/current/plpgsql-trigger.html
 */
export function dualWriteTrigger(
  tag: string,
  table: TableName,
  rules: readonly SyncRule[],
  typeOf: TypeOf,
  counter: OldWriteCounter | null,
): DualWriteTrigger {
  const name = temporaryName(tag, table.name)
  const kept = rules.flatMap(withoutMarking)
  const marks = rules.some((rule) => withoutMarking(rule)[0] !== rule)
  const rest = kept.filter((rule) => rule.kind !== 'shadow')
  const call = `ON ${tableName(table)} FOR EACH ROW`
  const execute = `EXECUTE FUNCTION ${inSchemaOf(table, name)}()`
  const guard = updateGuard(rules, typeOf)
  const updateName = temporaryName(tag, table.name, 'update')
  const triggers =
    guard === undefined
      ? [{ name, sql: `BEFORE INSERT OR UPDATE ${call} ${execute}` }]
      : [
          { name, sql: `BEFORE INSERT ${call} ${execute}` },
          ...(guard === null ? [] : [{ name: updateName, sql: `BEFORE UPDATE ${call} WHEN (${guard}) ${execute}` }]),
        ]
  const drop = [
    ...triggers.map((trigger) => ({
      ...alterTable(table, ''),
      sql: `DROP TRIGGER IF EXISTS ${ident(trigger.name)} ON ${tableName(table)}`,
    })),
    unlocked(`DROP FUNCTION IF EXISTS ${inSchemaOf(table, name)}()`),
    ...(counter === null ? [] : [unlocked(`DROP SEQUENCE IF EXISTS ${tableName(counter.sequence)}`)]),
  ]
  return {
    names: triggers.map((trigger) => trigger.name),
    create: [
      // The function runs with the rights of whoever writes, a role that may not be there yet.
      ...(counter === null
        ? []
        : [
            unlocked(`CREATE SEQUENCE IF NOT EXISTS ${tableName(counter.sequence)}`),
            unlocked(`GRANT USAGE ON SEQUENCE ${tableName(counter.sequence)} TO PUBLIC`),
          ]),
      unlocked(functionSql(table, name, rules, typeOf, counter)),
      ...triggers.map((trigger) => ({
        ...alterTable(table, '', 'SHARE ROW EXCLUSIVE'),
        sql: `CREATE OR REPLACE TRIGGER ${ident(trigger.name)} ${trigger.sql}`,
      })),
    ],
    withoutPending: !marks ? null : unlocked(functionSql(table, name, kept, typeOf, counter)),
    withoutShadows:
      rest.length === kept.length ? [] : rest.length === 0 ? drop : [unlocked(functionSql(table, name, rest, typeOf, counter))],
    drop,
  }
}
