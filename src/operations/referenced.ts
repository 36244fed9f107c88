import { sameTable } from '../schema/lookup.ts'
import type { ForeignKey, TableName } from '../schema/model.ts'
import { ident, tableName } from '../sql/ident.ts'
import { displayName } from './names.ts'
import type { PlanContext } from './operation.ts'

/**
 * Over alias `t`: no row refers to it. A row that is deleted must not take others with it (ON DELETE CASCADE, SET NULL), nor make
 * PostgreSQL refuse the whole batch. `except` is a foreign key that does not count.
 */
export function unreferenced({ before, after }: PlanContext, table: TableName, except?: ForeignKey): readonly string[] {
  const conditions = [before, after].flatMap(({ tables }) =>
    tables.flatMap((child) =>
      child.foreignKeys
        .filter(({ name, references }) => sameTable(references, table) && !(sameTable(child, table) && name === except?.name))
        .map(({ columns, references }) => {
          const same = columns.map((column, at) => `c.${ident(column)} = t.${ident(references.columns[at] ?? '')}`).join(' AND ')
          return `NOT EXISTS (SELECT 1 FROM ${tableName(child)} AS c WHERE ${same})`
        }),
    ),
  )
  return [...new Set(conditions)]
}

export const keepsReferenced = (table: TableName): string =>
  `A row of ${displayName(table)} that others refer to is not deleted, since they would go with it: it stays for you, and contract refuses until it is settled.`
