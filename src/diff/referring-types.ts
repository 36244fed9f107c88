import { findColumn, findTable } from '../schema/lookup.ts'
import type { ForeignKey, Schema, Table } from '../schema/model.ts'
import { parseColumnType } from './column-type.ts'
import { fieldOf, modelName } from './names.ts'
import type { Refusal } from './question.ts'

/**
 * The types of columns that may refer to a column of a type: PostgreSQL needs an equality of the two in the index. Others refer only to their
 * own. Measured (test/diff/referring-types.test.ts makes each pair).
 * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES
 */
const referringTypes: Readonly<Record<string, readonly string[]>> = {
  SMALLINT: ['SMALLINT', 'INTEGER', 'BIGINT'],
  INTEGER: ['SMALLINT', 'INTEGER', 'BIGINT'],
  BIGINT: ['SMALLINT', 'INTEGER', 'BIGINT'],
  OID: ['SMALLINT', 'INTEGER', 'BIGINT', 'OID'],
  REAL: ['SMALLINT', 'INTEGER', 'BIGINT', 'REAL', 'DOUBLE PRECISION', 'DECIMAL'],
  'DOUBLE PRECISION': ['SMALLINT', 'INTEGER', 'BIGINT', 'REAL', 'DOUBLE PRECISION', 'DECIMAL'],
  DECIMAL: ['SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL'],
  TEXT: ['TEXT', 'VARCHAR', 'CHAR', 'CITEXT'],
  VARCHAR: ['TEXT', 'VARCHAR', 'CHAR', 'CITEXT'],
  CHAR: ['TEXT', 'VARCHAR', 'CHAR'],
  BIT: ['BIT', 'VARBIT'],
  VARBIT: ['BIT', 'VARBIT'],
  TIMESTAMP: ['TIMESTAMP', 'TIMESTAMPTZ', 'DATE'],
  TIMESTAMPTZ: ['TIMESTAMP', 'TIMESTAMPTZ', 'DATE'],
  DATE: ['TIMESTAMP', 'TIMESTAMPTZ', 'DATE'],
  TIMETZ: ['TIME', 'TIMETZ'],
}

/** True where a column of the type `from` may have a foreign key to one of the type `to`; of types that stager does not know, it is assumed. */
export function mayRefer(from: string, to: string): boolean {
  const [referring, referred] = [parseColumnType(from), parseColumnType(to)]
  if (referring.family === 'other' || referred.family === 'other') return true
  if (referring.list !== referred.list) return false
  if (referring.list || referring.family === 'enum') return referring.name === referred.name
  return (referringTypes[referred.name] ?? [referred.name]).includes(referring.name)
}

/** Foreign keys that PostgreSQL will not make, over types that Prisma takes for one: `String` and `String @db.Uuid`. */
export function impossibleReferences(before: Schema, after: Schema): readonly Refusal[] {
  const impossible = (schema: Schema): readonly Refusal[] =>
    schema.tables.flatMap((table) => table.foreignKeys.flatMap((key) => impossibleReference(schema, table, key)))
  // What is there already is nobody's change.
  const known = new Set(impossible(before).map(({ message }) => message))
  return impossible(after).filter(({ message }) => !known.has(message))
}

function impossibleReference(schema: Schema, table: Table, { columns, references }: ForeignKey): readonly Refusal[] {
  const target = findTable(schema, references)
  return columns.flatMap((name, at): readonly Refusal[] => {
    const [from, to] = [findColumn(table, name), findColumn(target, references.columns[at] ?? '')]
    if (target === undefined || from === undefined || to === undefined || mayRefer(from.type, to.type)) return []
    const field = fieldOf(table, name)
    return [
      {
        code: 'relation-types-differ',
        model: modelName(table),
        field,
        message: `${modelName(table)}.${field} is ${from.type} and refers to ${modelName(target)}.${to.field}, which is ${to.type}: PostgreSQL makes no foreign key between these types.`,
        hint: `Give ${modelName(table)}.${field} the native type (@db...) of ${modelName(target)}.${to.field}: stager changes both in one plan.`,
      },
    ]
  })
}
