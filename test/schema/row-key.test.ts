import { describe, expect, it } from 'vitest'

import { rowKey } from '../../src/schema/row-key.ts'
import { schemaOf } from '../diff/diff-text.ts'

const keyOf = async (before: string, after = before): Promise<readonly string[] | null> => {
  const [from, to] = await Promise.all([before, after].map((fields) => schemaOf(`model Item {\n${fields}\n}`)))
  const [table, later] = [from?.tables[0], to?.tables[0]]
  if (table === undefined || later === undefined) throw new Error('no table')
  return rowKey(table, later)
}

describe('rowKey', () => {
  it.each([
    ['the primary key', 'id String @id\n  n Int @unique', ['id']],
    ['the narrowest unique index', 'a String @unique\n  b Int @unique\n  c String @unique @db.Uuid', ['b']],
    ['the one with the fewest columns', 'a Int\n  b Int\n  c BigInt @unique\n  @@unique([a, b])', ['c']],
    ['columns in one direction', 'a Int\n  b Int\n  c String\n  d String\n  @@unique([a, b(sort: Desc)])\n  @@unique([c, d])', ['c', 'd']],
    ['no column that may be NULL', 'a Int? @unique\n  b Int\n  c String\n  @@unique([b, c])\n  @@unique([a, b])', ['b', 'c']],
    ['nothing where every one may be', 'a Int? @unique\n  b Int\n  @@ignore', null],
  ])('is %s', async (_, fields, key) => {
    expect(await keyOf(fields)).toEqual(key)
  })

  it('is what stays required as long as the backfill may run', async () => {
    expect(await keyOf('a Int @unique\n  b String @unique', 'a Int? @unique\n  b String @unique')).toEqual(['b'])
  })
})
