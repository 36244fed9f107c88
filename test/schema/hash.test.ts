import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/schema/canonical-json.ts'
import { schemaHash } from '../../src/schema/hash.ts'
import { findColumn, findTable, modelTable, sameTable } from '../../src/schema/lookup.ts'
import type { Column, Schema, Table } from '../../src/schema/model.ts'

const column = (name: string, type = 'TEXT'): Column => ({ name, field: name, type, nullable: false, default: null, clientDefault: null })
const table = (name: string, schema: string | null = null): Table => ({
  schema,
  name,
  model: name,
  columns: [column('id'), column('name')],
  primaryKey: { name: `${name}_pkey`, columns: ['id', 'name'] },
  indexes: [
    { name: 'b', unique: false, columns: ['name'], definition: '("name")' },
    { name: 'a', unique: true, columns: ['id'], definition: '("id")' },
  ],
  foreignKeys: [],
})
const schema: Schema = {
  tables: [table('User'), table('User', 'auth')],
  enums: [{ schema: null, name: 'Role', values: ['A', 'B'] }],
  schemas: ['auth', 'public'],
  extensions: [],
}

describe('canonicalJson', () => {
  it('sorts keys at every depth, keeps lists, leaves out what is undefined', () => {
    expect(canonicalJson({ b: [2, { z: null, a: 'é' }], a: { d: undefined, c: true } })).toBe('{"a":{"c":true},"b":[2,{"a":"é","z":null}]}')
    expect(canonicalJson({ '10': 1, '9': 2, ä: 3, z: 4 })).toBe('{"10":1,"9":2,"z":4,"ä":3}')
    expect(canonicalJson([undefined])).toBe('[null]')
    expect(canonicalJson('a"b')).toBe('"a\\"b"')
  })

  it('gives the same text whatever the order of the keys', () => {
    expect(canonicalJson({ a: 1, b: { c: 2, d: 3 } })).toBe(canonicalJson(JSON.parse('{"b":{"d":3,"c":2},"a":1}')))
  })
})

describe('schemaHash', () => {
  it('is a SHA-256 that does not depend on the order of a schema file', () => {
    expect(schemaHash(schema)).toMatch(/^[0-9a-f]{64}$/)
    const turned: Schema = {
      tables: schema.tables.toReversed().map((one) => ({ ...one, columns: one.columns.toReversed(), indexes: one.indexes.toReversed() })),
      enums: schema.enums.map((one) => ({ ...one, values: one.values.toReversed() })),
      schemas: schema.schemas.toReversed(),
      extensions: [],
    }
    expect(schemaHash(turned)).toBe(schemaHash(schema))
  })

  it('depends on everything else', () => {
    const [first, ...others] = schema.tables
    if (first === undefined) throw new Error('no table')
    const hashes = [
      schema,
      { ...schema, tables: others },
      { ...schema, tables: [{ ...first, columns: [column('id', 'INTEGER'), column('name')] }, ...others] },
      { ...schema, tables: [{ ...first, primaryKey: { name: 'User_pkey', columns: ['name', 'id'] } }, ...others] },
      { ...schema, tables: [{ ...first, model: 'Person' }, ...others] },
      { ...schema, extensions: ['citext'] },
    ].map(schemaHash)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})

describe('lookup', () => {
  it('finds tables by schema and name, and columns by name', () => {
    expect(findTable(schema, { schema: 'auth', name: 'User' })).toBe(schema.tables[1])
    expect(findTable(schema, { schema: null, name: 'Nobody' })).toBeUndefined()
    expect(modelTable(schema, 'User')).toBe(schema.tables[0])
    expect(findColumn(schema.tables[0], 'name')?.name).toBe('name')
    expect(findColumn(undefined, 'name')).toBeUndefined()
    expect(sameTable({ schema: null, name: 'User' }, { schema: 'auth', name: 'User' })).toBe(false)
  })
})
