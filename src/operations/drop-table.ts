import { tableMissing } from '../sql/checks.ts'
import { dropTable as dropTableSql } from '../sql/ddl.ts'
import { tableDependentsVerification } from './dependents.ts'
import { withoutTable } from './fold.ts'
import { dropForeignKeyPart } from './foreign-key-parts.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 10 of the catalogue: its foreign keys first, each apart, since each locks a second table; then the table. */
export const dropTable: Operation<'dropTable'> = {
  kind: 'dropTable',
  describe: ({ table }) => `drop table ${displayName(table)}`,
  apply: ({ table }, schema) => withoutTable(schema, table),
  applyExpand: (_change, schema) => schema,
  plan: ({ table }, context) =>
    staged({
      verifications: [tableDependentsVerification(context, table)],
      contract: [
        ...table.foreignKeys.map((key) => dropForeignKeyPart('dropForeignKey', table, key)),
        {
          slot: 'dropTable',
          table,
          key: 'dropTable',
          label: `drop ${displayName(table)}`,
          safety: 'destructive',
          execute: [dropTableSql(table)],
          precheck: [],
          postcheck: [tableMissing(table)],
        },
      ],
      notes: [`The rows of ${displayName(table)} are lost at contract; this was acknowledged when the plan was made.`],
    }),
}
