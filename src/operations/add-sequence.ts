import { columnHasDefault } from '../sql/checks.ts'
import { alterTable, dropDefault, setDefault, unlocked } from '../sql/ddl.ts'
import { tableName } from '../sql/ident.ts'
import {
  countsByItself,
  createSequenceSql,
  forwardPastMaximum,
  grantSequence,
  nextValue,
  sequenceMissing,
  sequenceName,
  sequenceNameFree,
} from '../sql/sequence.ts'
import type { Statement } from '../sql/statement.ts'
import { changeColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { ContractPart, ExpandPart, Operation } from './operation.ts'
import { staged } from './staged.ts'

/**
 * Row 28 of the catalogue: a column gets `autoincrement()`. The trigger lets the sequence follow the numbers that the old application
 * gives itself, then the sequence is set past those that are there, and only then it is the default.
 */
export const addSequence: Operation<'addSequence'> = {
  kind: 'addSequence',
  describe: ({ table, column }) => `${displayName(table)}.${column.name} counts by itself`,
  apply: ({ table, column }, schema) => changeColumn(schema, table, column.name, { default: { kind: 'sequence' } }),
  applyExpand: ({ table, column }, schema) => changeColumn(schema, table, column.name, { default: { kind: 'sequence' } }),
  plan({ table, column, from }) {
    const name = `${displayName(table)}.${column.name}`
    const sequence = sequenceName(table, column.name)
    const past: Statement = {
      ...unlocked(forwardPastMaximum(sequence, table, column.name)),
      locks: [{ mode: 'ACCESS SHARE', table: { schema: table.schema, name: table.name } }],
      scans: true,
    }
    const part = { table, precheck: [], postcheck: [] } as const
    const expand: readonly ExpandPart[] = [
      {
        ...part,
        slot: 'alter',
        key: `addSequence.${column.name}`,
        label: `a sequence for ${name}`,
        safety: 'additive',
        execute: [unlocked(createSequenceSql(sequence, table, column)), unlocked(grantSequence(sequence, table))],
        precheck: [sequenceNameFree(sequence, table, column.name)],
      },
      {
        ...part,
        slot: 'sequence',
        key: `setSequence.${column.name}`,
        label: `the sequence of ${name} goes on after the numbers that are there`,
        safety: 'additive',
        execute: [past],
      },
      {
        ...part,
        slot: 'sequence',
        key: `setDefault.${column.name}`,
        label: `${name} counts by itself`,
        safety: 'widening',
        execute: [setDefault(table, column.name, nextValue(sequence))],
        postcheck: [countsByItself(table, column.name, true)],
      },
    ]
    const contract: readonly ContractPart[] = [
      {
        ...part,
        slot: 'sequence',
        key: `setSequence.${column.name}`,
        label: `the sequence of ${name} goes on after every number that was given`,
        safety: 'additive',
        execute: [past],
      },
    ]
    const undo: readonly ContractPart[] = [
      {
        ...part,
        slot: 'tighten',
        key: `setDefault.${column.name}`,
        label: from === null ? `${name} has no default again` : `give ${name} its old default again`,
        safety: 'tightening',
        execute: [from === null || from.kind === 'sequence' ? dropDefault(table, column.name) : setDefault(table, column.name, from.sql)],
        postcheck: [countsByItself(table, column.name, false), columnHasDefault(table, column.name, from !== null)],
      },
      {
        ...part,
        slot: 'dropSequence',
        key: `dropSequence.${column.name}`,
        label: `drop the sequence of ${name} again`,
        safety: 'destructive',
        // The column that owns it is locked too.
        execute: [{ ...alterTable(table, ''), sql: `DROP SEQUENCE IF EXISTS ${tableName(sequence)}` }],
        postcheck: [sequenceMissing(sequence)],
      },
    ]
    return staged({
      expand,
      sync: [{ table, rule: { kind: 'count', column: column.name, sequence } }],
      contract,
      undo,
      notes: [
        `While the old release runs, it gives ${name} numbers of its own: the sequence follows them, but it cannot know a number that is only going to be ` +
          `written. Where ${name} is unique, the two may meet as two old processes could.`,
      ],
    })
  },
}
