import type { TableName } from '../schema/model.ts'
import { triggerExists } from '../sql/checks.ts'
import { alterTable, inSchemaOf, unlocked } from '../sql/ddl.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { ident, tableName } from '../sql/ident.ts'
import type { Statement } from '../sql/statement.ts'
import { asValue, joined, type MoveShape, valuesDiffer } from './move-shape.ts'
import { displayName, temporaryName } from './names.ts'
import type { ContractPart, ExpandPart } from './operation.ts'

/** The triggers that keep a value equal in two tables while it moves from one to the other. */
export interface MoveTriggers {
  /** The parent's first: from then on nothing that the parent's rows get is missed. */
  readonly expand: readonly ExpandPart[]
  readonly drop: readonly ContractPart[]
  /** From here on who deletes a child deletes its value: the old application, for which it was the parent's, is gone. */
  readonly relax: readonly ContractPart[]
}

interface RowTrigger {
  readonly table: TableName
  readonly name: string
  readonly when: 'BEFORE INSERT OR UPDATE' | 'AFTER INSERT OR UPDATE' | 'AFTER UPDATE' | 'AFTER DELETE'
  readonly declare?: string
  readonly body: readonly string[]
}

const create = ({ table, name, when, declare = '', body }: RowTrigger): readonly Statement[] => [
  unlocked(
    `CREATE OR REPLACE FUNCTION ${inSchemaOf(table, name)}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(
      ['', ...(declare === '' ? [] : [`DECLARE ${declare};`]), 'BEGIN', ...body.map((line) => `  ${line}`), '  RETURN NEW;', 'END '].join(
        '\n',
      ),
    )}`,
  ),
  {
    ...alterTable(table, '', 'SHARE ROW EXCLUSIVE'),
    sql: `CREATE OR REPLACE TRIGGER ${ident(name)} ${when} ON ${tableName(table)} FOR EACH ROW EXECUTE FUNCTION ${inSchemaOf(table, name)}()`,
  },
]

const drop = ({ table, name }: RowTrigger): readonly Statement[] => [
  { ...alterTable(table, ''), sql: `DROP TRIGGER IF EXISTS ${ident(name)} ON ${tableName(table)}` },
  unlocked(`DROP FUNCTION IF EXISTS ${inSchemaOf(table, name)}()`),
]

/**
 * Three row triggers. What is written to a parent goes to its children, what is written to a child goes to its parent, and a child that
 * comes without a value takes its parent's. Each writes only where the value differs, so the echo of a write finds nothing to do and they
 * cannot run in circles. A child reads its parent's value under a row lock: otherwise it would miss one that is being written.
 * `ownFill`: what the backfill gives to rows without a value, over NEW; it is no news to the other table.
 * https://www.postgresql.org/docs/current/trigger-definition.html
 */
export function moveTriggers(tag: string, shape: MoveShape, ownFill: string | null): MoveTriggers {
  const name = (end: 'parent' | 'child', what: string): string => temporaryName(tag, shape[end].table.name, shape[end].column.name, what)
  const pull: RowTrigger = {
    table: shape.child.table,
    name: name('child', 'pull'),
    when: 'BEFORE INSERT OR UPDATE',
    declare: `other ${tableName(shape.parent.table)}.${ident(shape.parent.column.name)}%TYPE`,
    body: pullBody(shape),
  }
  const up: RowTrigger = {
    table: shape.child.table,
    name: name('child', 'push'),
    when: 'AFTER INSERT OR UPDATE',
    body: upBody(shape, ownFill),
  }
  const down: RowTrigger = { table: shape.parent.table, name: name('parent', 'push'), when: 'AFTER UPDATE', body: downBody(shape, ownFill) }
  const gone: RowTrigger = { table: shape.child.table, name: name('child', 'gone'), when: 'AFTER DELETE', body: goneBody(shape) }
  const ends = [
    { end: shape.parent, other: shape.child, triggers: [down], late: [] },
    { end: shape.child, other: shape.parent, triggers: [pull, up], late: shape.from === 'parent' ? [gone] : [] },
  ]
  return {
    expand: ends.map(({ end, other, triggers }) => ({
      slot: 'sync',
      table: end.table,
      key: `moveTrigger.${end.column.name}`,
      label: `what is written to ${displayName(end.table)}.${end.column.name} goes to ${displayName(other.table)}.${other.column.name} by a trigger`,
      safety: 'additive',
      execute: triggers.flatMap(create),
      precheck: [],
      postcheck: triggers.map((trigger) => triggerExists(end.table, trigger.name, true)),
    })),
    relax: ends.flatMap(({ end, late }) =>
      late.map((trigger) => ({
        slot: 'relax' as const,
        table: end.table,
        key: `relaxMove.${end.column.name}`,
        label: `a row of ${displayName(end.table)} that is deleted takes ${displayName(shape.parent.table)}.${shape.parent.column.name} along: the old application is gone`,
        safety: 'widening' as const,
        execute: create(trigger),
        precheck: [],
        postcheck: [triggerExists(end.table, trigger.name, true)],
      })),
    ),
    drop: ends
      .toReversed()
      .map(({ end, triggers: own, late }) => ({ end, triggers: [...own, ...late] }))
      .map(({ end, triggers }) => ({
        slot: 'dropTrigger',
        table: end.table,
        key: `dropMoveTrigger.${end.column.name}`,
        label: `drop the trigger between ${displayName(shape.parent.table)}.${shape.parent.column.name} and ${displayName(shape.child.table)}.${shape.child.column.name} on ${displayName(end.table)}`,
        safety: 'tightening',
        execute: triggers.flatMap(drop),
        precheck: [],
        postcheck: triggers.map((trigger) => triggerExists(end.table, trigger.name, false)),
      })),
  }
}

/** A child that comes, or goes to another parent, without a value of its own. */
function pullBody(shape: MoveShape): readonly string[] {
  const { parent, child, pairs, from, oneToOne } = shape
  const own = ident(child.column.name)
  const select = (row: string): string =>
    `SELECT p.${ident(parent.column.name)} INTO other FROM ${tableName(parent.table)} AS p WHERE ${joined(shape, 'p', row)}`
  const moved = pairs.map((pair) => `NEW.${ident(pair.child)} IS DISTINCT FROM OLD.${ident(pair.child)}`).join(' OR ')
  const standing = from === 'child' && child.column.default?.kind === 'stable' ? child.column.default.sql : null
  // The new application does not write the old column, so there its default is no value either.
  const missing =
    standing === null
      ? `NEW.${own} IS NULL`
      : `(NEW.${own} IS NULL OR NOT (${valuesDiffer(shape, `NEW.${own}`, asValue(shape, standing))}))`
  const inherits = oneToOne ? [] : [`${select('OLD')};`, `IF ${valuesDiffer(shape, 'other', `OLD.${own}`)} THEN RETURN NEW; END IF;`]
  return [
    "IF TG_OP = 'INSERT' THEN",
    `  IF NOT ${missing} THEN RETURN NEW; END IF;`,
    'ELSE',
    `  IF NOT (${moved}) OR ${valuesDiffer(shape, `NEW.${own}`, `OLD.${own}`)} THEN RETURN NEW; END IF;`,
    ...inherits.map((line) => `  ${line}`),
    'END IF;',
    `${select('NEW')} FOR NO KEY UPDATE OF p;`,
    `NEW.${own} := COALESCE(other, NEW.${own});`,
  ]
}

/** No child is left that has the value. */
function goneBody(shape: MoveShape): readonly string[] {
  const { parent, child } = shape
  const column = ident(parent.column.name)
  return [
    `UPDATE ${tableName(parent.table)} AS p SET ${column} = NULL WHERE ${joined(shape, 'p', 'OLD')} AND p.${column} IS NOT NULL ` +
      `AND NOT EXISTS (SELECT 1 FROM ${tableName(child.table)} AS c WHERE ${joined(shape, 'p', 'c')});`,
  ]
}

function upBody(shape: MoveShape, ownFill: string | null): readonly string[] {
  const { parent, child, pairs, oneToOne, from } = shape
  const [own, theirs] = [`NEW.${ident(child.column.name)}`, `p.${ident(parent.column.name)}`]
  const news = [
    valuesDiffer(shape, own, `OLD.${ident(child.column.name)}`),
    ...pairs.map((pair) => `NEW.${ident(pair.child)} IS DISTINCT FROM OLD.${ident(pair.child)}`),
  ]
  const siblings = oneToOne
    ? ''
    : ` AND NOT EXISTS (SELECT 1 FROM ${tableName(child.table)} AS c WHERE ${joined(shape, 'p', 'c')} AND ${valuesDiffer(shape, `c.${ident(child.column.name)}`, own)})`
  return [
    `IF TG_OP = 'UPDATE' AND NOT (${news.join(' OR ')}) THEN RETURN NEW; END IF;`,
    `UPDATE ${tableName(parent.table)} AS p SET ${ident(parent.column.name)} = ${own} WHERE ${joined(shape, 'p', 'NEW')} AND ${valuesDiffer(shape, theirs, own)}` +
      `${siblings}${ownFill === null || from === 'child' ? '' : ` AND NOT (${theirs} IS NULL AND NOT (${valuesDiffer(shape, own, asValue(shape, ownFill))}))`};`,
  ]
}

function downBody(shape: MoveShape, ownFill: string | null): readonly string[] {
  const { parent, child, from } = shape
  const [own, theirs] = [`NEW.${ident(parent.column.name)}`, `c.${ident(child.column.name)}`]
  return [
    `IF NOT (${valuesDiffer(shape, own, `OLD.${ident(parent.column.name)}`)}) THEN RETURN NEW; END IF;`,
    `UPDATE ${tableName(child.table)} AS c SET ${ident(child.column.name)} = ${own} WHERE ${joined(shape, 'NEW', 'c')} AND ${valuesDiffer(shape, theirs, own)}` +
      `${ownFill === null || from === 'parent' ? '' : ` AND NOT (${theirs} IS NULL AND NOT (${valuesDiffer(shape, own, asValue(shape, ownFill))}))`};`,
  ]
}
