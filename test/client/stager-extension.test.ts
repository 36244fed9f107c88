import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { expect, test } from 'vitest'

import { schemaFingerprint, stagerExtension, stampedName } from '../../src/client/index.ts'
import { generateClient } from '../helpers/clients.ts'
import { withTestDatabase } from '../helpers/database.ts'

const schema = `datasource db {
  provider = "postgresql"
}

model A {
  id   Int    @id
  name String @default("// no comment }")
}

enum E {
  X
  Y
}
`

test('a fingerprint is of what a schema says, not of how', () => {
  const other = `enum E { // two values
X
Y
}
/// A model
model A {
  id Int @id
  name String    @default("// no comment }") /* the name */

}
generator client {
  provider = "prisma-client"
}
`
  expect(schemaFingerprint(other)).toBe(schemaFingerprint(schema))
  expect(schemaFingerprint(schema)).toMatch(/^[0-9a-f]{12}$/)
  const changed = [
    schema.replace('name ', 'title '),
    schema.replace('no comment', 'a comment'),
    schema.replace('  Y\n', ''),
    schema.replace('String @', 'String? @'),
  ]
  expect(new Set([schema, ...changed].map(schemaFingerprint)).size).toBe(5)
})

test('the fingerprint comes after the name of the application, within 63 bytes', () => {
  expect(stampedName('0123456789ab', '')).toBe('stager:0123456789ab')
  expect(stampedName('0123456789ab', 'web stager:ffffffffffff')).toBe('web stager:0123456789ab')
  const long = stampedName('0123456789ab', 'ü'.repeat(60))
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(63)
  expect(long).toMatch(/^ü{21} stager:0123456789ab$/)
})

test('connections of an adapter and of a pool carry it, and queries run as before', () =>
  withTestDatabase(async (url) => {
    const generated = await generateClient<'a'>(schema)
    const pool = new pg.Pool({ connectionString: url, application_name: 'worker' })
    const options = {
      [`worker stager:${schemaFingerprint(schema)}`]: new PrismaPg(pool),
      [`stager:${schemaFingerprint(schema)}`]: new PrismaPg(url),
    }
    for (const [name, adapter] of Object.entries(options)) {
      const client = stagerExtension()(new generated.PrismaClient({ adapter }))
      expect(await client.$queryRawUnsafe(`SELECT current_setting('application_name') AS name`)).toEqual([{ name }])
      await client.$disconnect()
    }
    await pool.end()
    expect(() => stagerExtension()({})).toThrow('@prisma/adapter-pg')
  }))
