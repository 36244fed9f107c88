import { columnHasDefault } from '../sql/checks.ts'
import { alterTable, unlocked } from '../sql/ddl.ts'
import { countsByItself, sequenceName, stopCounting, takesValues, defaultExpression } from '../sql/sequence.ts'
import { changeColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/**
 * Row 28 of the catalogue: a column loses `autoincrement()`. The old application relies on it, so it goes at contract, by the name that
 * the sequence really has. https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
export const dropSequence: Operation<'dropSequence'> = {
  kind: 'dropSequence',
  describe: ({ table, column }) => `${displayName(table)}.${column.name} no longer counts by itself`,
  apply: ({ table, column }, schema) => changeColumn(schema, table, column.name, { default: column.default }),
  applyExpand: (_, schema) => schema,
  plan({ table, column }) {
    const name = `${displayName(table)}.${column.name}`
    const value = column.default === null ? null : defaultExpression(column.default, sequenceName(table, column.name))
    return staged({
      expand: [
        {
          slot: 'sequence',
          table,
          key: `takesValues.${column.name}`,
          label: `${name} takes the values that the new application gives`,
          safety: 'additive',
          // Nothing to do: the precheck is what the step is for.
          execute: [unlocked('SELECT 1')],
          precheck: [takesValues(table, column.name)],
          postcheck: [],
        },
      ],
      contract: [
        {
          slot: 'dropSequence',
          table,
          key: `dropSequence.${column.name}`,
          label: `${name} no longer counts by itself`,
          safety: 'destructive',
          execute: [{ ...alterTable(table, ''), sql: stopCounting(table, column.name, value) }],
          precheck: [],
          postcheck: [countsByItself(table, column.name, false), columnHasDefault(table, column.name, value !== null)],
        },
      ],
      gates:
        value === null
          ? [
              `The new release gives ${name} a value in every row that it writes, one that the sequence does not give to the old release as well: contract drops the sequence.`,
            ]
          : [],
    })
  },
}
