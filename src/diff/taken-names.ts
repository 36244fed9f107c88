import type { Schema, TableName } from '../schema/model.ts'
import type { SchemaChange } from './change.ts'
import type { Refusal } from './question.ts'

/** PostgreSQL keeps tables and indexes of a schema in one namespace. */
const relation = (schema: string | null, name: string): string => JSON.stringify([schema, name])
/** Constraints are a namespace of each table, in which Prisma's validation counts its indexes too. */
const constraint = (table: TableName, name: string): string => JSON.stringify([table.schema, table.name, name])

const tablesOf = ({ tables }: Schema): readonly string[] => tables.map(({ schema, name }) => relation(schema, name))

const indexesOf = ({ tables }: Schema): ReadonlySet<string> =>
  new Set(
    tables.flatMap(({ schema, primaryKey, indexes }) =>
      [...(primaryKey === null ? [] : [primaryKey.name]), ...indexes.map(({ name }) => name)].map((taken) => relation(schema, taken)),
    ),
  )

const constraintsOf = ({ tables }: Schema): ReadonlySet<string> =>
  new Set(
    tables.flatMap((table) =>
      [...table.foreignKeys, ...table.indexes, ...(table.primaryKey === null ? [] : [table.primaryKey])].map(({ name }) =>
        constraint(table, name),
      ),
    ),
  )

/** The names that a change gives to something new. */
function claims(change: SchemaChange): { readonly relations: readonly string[]; readonly constraints: readonly string[] } {
  switch (change.kind) {
    case 'createIndex':
    case 'addUnique':
      return { relations: [change.index.name], constraints: [] }
    case 'renameIndex':
      return { relations: [change.to], constraints: [] }
    case 'renameConstraint':
      return change.constraint === 'primaryKey' ? { relations: [change.to], constraints: [] } : { relations: [], constraints: [change.to] }
    case 'createTable':
      return {
        relations: [
          ...(change.table.primaryKey === null ? [] : [change.table.primaryKey.name]),
          ...change.table.indexes.map(({ name }) => name),
        ],
        constraints: [],
      }
    case 'addForeignKey':
      return { relations: [], constraints: [change.foreignKey.name] }
    case 'changeForeignKey':
      return { relations: [], constraints: change.from.name === change.to.name ? [] : [change.to.name] }
    default:
      return { relations: [], constraints: [] }
  }
}

/** What is dropped is dropped at contract, so until then its name is taken: nothing new can be built under it. */
export function takenNames(before: Schema, changes: readonly SchemaChange[]): readonly Refusal[] {
  // The views under the old names of moved tables are there until contract too.
  const views = changes.flatMap((change) => (change.kind === 'moveTable' ? [relation(change.from.schema, change.from.name)] : []))
  const [indexes, constraints] = [indexesOf(before), constraintsOf(before)]
  const tables = new Set([...tablesOf(before), ...views])
  // A table is a type as well. https://www.postgresql.org/docs/current/rowtypes.html
  const enums = new Set(before.enums.map(({ schema, name }) => relation(schema, name)))
  return changes.flatMap((change): readonly Refusal[] => {
    if (change.kind === 'createEnum') {
      const { schema, name } = change.enum
      return tables.has(relation(schema, name)) ? [keptName('enum', name, 'a table')] : []
    }
    if (!('table' in change)) return []
    if (change.kind === 'createTable' || change.kind === 'moveTable') {
      const { schema, name } = change.table
      if (indexes.has(relation(schema, name))) return [keptName('table', name, 'an index')]
      if (enums.has(relation(schema, name))) return [keptName('table', name, 'an enum')]
    }
    const claimed = claims(change)
    const isRelation = (name: string): boolean => [tables, indexes].some((names) => names.has(relation(change.table.schema, name)))
    const isConstraint = (name: string): boolean => constraints.has(constraint(change.table, name))
    const taken = [
      ...claimed.relations.filter((name) => isRelation(name) || isConstraint(name)),
      ...claimed.constraints.filter(isConstraint),
    ]
    return taken.map((name) => ({
      code: 'name-taken',
      model: change.table.name,
      field: null,
      message: `${name} on ${change.table.name} gets another definition under the same name, and the old one keeps the name until contract.`,
      hint: `Give the new one a name of its own with map: "..."; a later plan can rename it back to ${name}.`,
    }))
  })
}

const keptName = (what: 'table' | 'enum', name: string, owner: string): Refusal => ({
  code: 'name-taken',
  model: name,
  field: null,
  message: `The ${what} ${name} gets the name of ${owner}, which keeps it until contract: PostgreSQL has one namespace for both.`,
  hint: `Give the ${what} another name with @@map("..."), or let ${owner} ${name} go in a plan before this one.`,
})
