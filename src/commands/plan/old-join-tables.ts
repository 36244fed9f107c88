import type { MigrationFile } from '../../plan/migrations-folder.ts'
import { plainDefinition } from '../../schema/primary-key.ts'
import type { Schema, Table } from '../../schema/model.ts'
import { nodeAt, nodesAt, parseStatements, textAt, type ParsedStatement } from '../../sql/parse.ts'

/**
 * Before version 6 Prisma gave the join table of an implicit relation a unique index over A and B, where it wants a primary key now: on
 * databases of that time `prisma migrate diff` finds one missing. The base schema as the migrations made it, in that respect.
 * https://www.prisma.io/docs/orm/more/upgrade-guides/upgrading-versions/upgrading-to-prisma-6#implicit-m-n-relations-on-postgresql
 */
export function withOldJoinTables(schema: Schema, migrations: readonly MigrationFile[]): Schema {
  if (!migrations.some(({ sql }) => sql.includes('_AB_unique'))) return schema
  const statements = migrations.flatMap(({ sql }) => (sql.includes('"_') ? statementsOf(sql) : []))
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const index = table.model === null && table.primaryKey !== null ? uniqueIndexOf(table, statements) : null
      return index === null || table.primaryKey === null ? table : withUniqueIndex(table, table.primaryKey.columns, index)
    }),
  }
}

const withUniqueIndex = (table: Table, columns: readonly string[], name: string): Table => ({
  ...table,
  primaryKey: null,
  indexes: [{ name, unique: true, columns, definition: plainDefinition(columns) }, ...table.indexes],
})

/** What does not parse is not Prisma's. */
function statementsOf(sql: string): readonly ParsedStatement[] {
  try {
    return parseStatements(sql)
  } catch {
    return []
  }
}

/** The unique index that is left where no later statement made the primary key. */
function uniqueIndexOf(table: Table, statements: readonly ParsedStatement[]): string | null {
  let found: string | null = null
  for (const { kind, node, sql } of statements) {
    const isOwn = textAt(nodeAt(node, 'relation'), 'relname') === table.name
    if (kind === 'IndexStmt' && isOwn && node['unique'] === true && textAt(node, 'idxname').endsWith('_AB_unique'))
      found = textAt(node, 'idxname')
    else if (isOwn && (kind === 'CreateStmt' || kind === 'AlterTableStmt') && makesKey(kind, node)) found = null
    else if (kind === 'DoStmt' && madeInCode(table, sql)) found = null
  }
  return found
}

function makesKey(kind: string, node: ParsedStatement['node']): boolean {
  const constraints =
    kind === 'CreateStmt'
      ? nodesAt(node, 'tableElts').map((element) => nodeAt(element, 'Constraint'))
      : nodesAt(node, 'cmds').map((command) => nodeAt(nodeAt(nodeAt(command, 'AlterTableCmd'), 'def'), 'Constraint'))
  return constraints.some((constraint) => textAt(constraint, 'contype') === 'CONSTR_PRIMARY')
}

/** As stager itself does it. */
const madeInCode = ({ primaryKey }: Table, sql: string): boolean =>
  primaryKey !== null && new RegExp(`CONSTRAINT\\s+"${primaryKey.name.replaceAll(/[^\w]/g, '\\$&')}"\\s+PRIMARY\\s+KEY`).test(sql)
