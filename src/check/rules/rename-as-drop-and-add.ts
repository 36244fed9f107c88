import { writtenType } from '../sql/written-type.ts'
import { addedColumns, alterations, droppedObjects, isDrop, relationName } from '../sql/nodes.ts'
import { tablesCreated } from '../sql/created.ts'
import type { SqlRule } from '../sql/rule.ts'

/** Prisma has no rename: it drops the old name and adds the new one, and the data is gone. */
export const renameAsDropAndAdd: SqlRule = {
  level: 'error',
  title: 'a rename written as drop and add loses the data',
  find: (statement, context) => {
    const { statements } = context.file
    const columns = alterations(statement)
      .filter(({ subtype, table }) => subtype === 'AT_DropColumn' && context.isExisting(table))
      .flatMap(({ table, name }) => {
        const type = context.columnType(table, name)
        const added = statements
          .flatMap(addedColumns)
          .filter((column) => relationName(column.table) === relationName(table) && (type === null || writtenType(column.node) === type))
        if (added.length === 0) return []
        return [
          {
            message: `${relationName(table)}.${name} is dropped with its data, and ${added.map((column) => column.name).join(', ')} ${added.length === 1 ? 'is' : 'are'} added empty: if that is a rename, the values are lost.`,
            instead: `If it is one: stager plan --rename ${relationName(table)}.${name}:${added[0]?.name ?? ''}. If it is not: stager plan --drop ${relationName(table)}.${name}.`,
          },
        ]
      })
    const created = [...tablesCreated(statements)]
    const tables = isDrop(statement, 'OBJECT_TABLE')
      ? droppedObjects(statement)
          .filter((name) => context.isExisting(relation(name)) && created.length > 0)
          .map((name) => ({
            message: `${name} is dropped with its rows, and ${created.join(', ')} ${created.length === 1 ? 'is' : 'are'} created empty: if that is a rename, the rows are lost.`,
            instead: `If it is one: stager plan --rename ${name}:${created[0] ?? ''}. If it is not: stager plan --drop ${name}.`,
          }))
      : []
    return [...columns, ...tables]
  },
}

function relation(name: string): Readonly<Record<string, unknown>> {
  const [table, schema] = name.split('.').toReversed()
  return schema === undefined ? { relname: table } : { relname: table, schemaname: schema }
}
