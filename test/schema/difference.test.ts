import { describe, expect, it } from 'vitest'
import { schemaDifference } from '../../src/schema/difference.ts'
import type { Column, Schema, Table } from '../../src/schema/model.ts'

const column = (name: string, change: Partial<Column> = {}): Column => ({
  name,
  field: name,
  type: 'TEXT',
  nullable: false,
  default: null,
  clientDefault: null,
  ...change,
})
const user: Table = {
  schema: null,
  name: 'User',
  model: 'User',
  columns: [column('id'), column('name')],
  primaryKey: { name: 'User_pkey', columns: ['id'] },
  indexes: [{ name: 'User_name_idx', unique: false, columns: ['name'], definition: '("name")' }],
  foreignKeys: [],
}
const schema: Schema = { tables: [user], enums: [{ schema: null, name: 'Role', values: ['A', 'B'] }], schemas: [], extensions: [] }
const withUser = (change: Partial<Table>): Schema => ({ ...schema, tables: [{ ...user, ...change }] })

describe('schemaDifference', () => {
  it('sees no difference in what only Prisma knows, nor in an order', () => {
    const renamed = withUser({
      model: 'Person',
      columns: [column('name', { field: 'fullName', clientDefault: 'cuid()' }), column('id')],
    })
    expect(schemaDifference(schema, { ...renamed, enums: [{ schema: null, name: 'Role', values: ['B', 'A'] }] })).toEqual([])
  })

  it('names each object that differs, is missing, or is too many', () => {
    const other = withUser({
      columns: [column('id'), column('name', { nullable: true }), column('age', { default: { kind: 'stable', sql: '1' } })],
      primaryKey: { name: 'User_id', columns: ['id'] },
      indexes: [],
    })
    const names = schemaDifference(schema, {
      ...other,
      schemas: ['auth'],
      enums: [{ schema: 'auth', name: 'Kind', values: [] }],
      extensions: ['citext'],
    }).map((line) => line.slice(0, line.indexOf(':')))
    expect(names).toEqual([
      'column .User.age',
      'column .User.name',
      'enum .Role',
      'enum auth.Kind',
      'extension citext',
      'index .User.User_name_idx',
      'schema auth',
      'table .User',
    ])
  })

  it('does not see a schema that holds nothing, as Prisma does not', () => {
    expect(schemaDifference(schema, { ...schema, schemas: ['auth'] })).toEqual([])
  })

  it('tells tables of different PostgreSQL schemas apart', () => {
    expect(schemaDifference(schema, withUser({ schema: 'auth' }))).not.toEqual([])
  })
})
