import { describe, expect, it } from 'vitest'
import { renderDdl } from '../../src/prisma/engine.ts'
import { readSchema } from '../../src/prisma/load.ts'
import type { Schema } from '../../src/schema/model.ts'
import { query, rowDump, withTestDatabase } from '../helpers/database.ts'
import { generateTables, insertStatements } from '../../src/rehearse/generate-rows.ts'

const models = `
datasource db {
  provider = "postgresql"
}
enum Role {
  ADMIN
  member @map("a member")
}
model Company {
  id      Int    @id @default(autoincrement())
  name    String @unique
  ownerId String @unique @map("owner id") @db.Uuid
  owner   User   @relation("owner", fields: [ownerId], references: [id])
  users   User[] @relation("works")
  rooms   Room[]
}
model User {
  id        String   @id @default(uuid()) @db.Uuid
  companyId Int?
  company   Company? @relation("works", fields: [companyId], references: [id])
  owns      Company? @relation("owner")
  bossId    String   @db.Uuid
  boss      User     @relation("boss", fields: [bossId], references: [id])
  staff     User[]   @relation("boss")
  buddyId   String?  @unique @db.Uuid
  buddy     User?    @relation("buddy", fields: [buddyId], references: [id])
  buddyOf   User?    @relation("buddy")
  role      Role     @default(ADMIN)
  roles     Role[]
  tags      String[]
  labels    Label[]
  desks     Desk[]
}
model Room {
  companyId Int
  number    Int     @db.SmallInt
  company   Company @relation(fields: [companyId], references: [id])
  desks     Desk[]
  @@id([companyId, number])
}
model Desk {
  id        BigInt  @id @default(autoincrement())
  companyId Int
  number    Int?    @db.SmallInt
  userId    String? @db.Uuid
  room      Room?   @relation(fields: [companyId, number], references: [companyId, number])
  user      User?   @relation(fields: [userId], references: [id])
  @@unique([companyId, number, userId])
}
model Label {
  id    String @id @db.Char(2)
  users User[]
  kind  Role   @unique
}
model Everything {
  code  String  @id @db.VarChar(12)
  a     Boolean
  b     Decimal @unique @db.Decimal(6, 2)
  c     Float   @db.Real
  d     Float?
  e     DateTime @db.Date
  f     DateTime @db.Timestamptz(0)
  g     DateTime? @db.Time(3)
  h     DateTime @db.Timetz(6)
  i     Json
  j     Json?    @db.Json
  k     Bytes    @unique
  l     String   @db.Bit(4)
  m     String?  @db.VarBit
  n     String   @unique @db.Inet
  o     String   @db.Xml
  p     Int      @db.Oid
  q     Decimal  @db.Money
  r     Json[]
  s     DateTime[] @db.Timestamp(3)
  t     Unsupported("interval")
  u     Unsupported("tsvector")?
  v     String   @default(dbgenerated("upper('x')"))
}
`

const read = async (): Promise<Schema> => (await readSchema([{ path: 'schema.prisma', content: models }])).schema

const generated = (schema: Schema, rowsPerTable: number, seed: number): readonly string[] =>
  insertStatements(schema, generateTables(schema, { rowsPerTable, seed }))

const count = async (url: string, table: string): Promise<number> =>
  Number((await query<{ n: string }>(url, `SELECT count(*) AS n FROM "${table}"`))[0]?.n)

describe('generated rows', () => {
  it('fills every table, whatever its types, keys and circles', async () => {
    const schema = await read()
    await withTestDatabase(async (url) => {
      await query(url, await renderDdl([{ path: 'schema.prisma', content: models }]))
      for (const statement of generated(schema, 25, 1)) await query(url, statement)
      expect({
        full: await Promise.all(['Company', 'User', 'Room', 'Desk', 'Everything', '_LabelToUser'].map((table) => count(url, table))),
        // Two values in a unique column allow two rows.
        labels: await count(url, 'Label'),
      }).toEqual({ full: [25, 25, 25, 25, 25, 25], labels: 2 })
      const [{ mixed, next } = {}] = await query<{ mixed: boolean; next: string }>(
        url,
        `SELECT count("companyId") BETWEEN 1 AND 24 AND count("buddyId") BETWEEN 1 AND 24 AND count(DISTINCT "bossId") > 5 AS mixed,
           nextval(pg_get_serial_sequence('"Company"', 'id')) AS next FROM "User"`,
      )
      expect({ mixed, next }).toEqual({ mixed: true, next: '26' })
    })
  })

  it('gives the same rows for the same seed, and others for another', async () => {
    const schema = await read()
    const rows = (seed: number): string => generated(schema, 5, seed).join('\n')
    expect(rows(7)).toBe(rows(7))
    expect(rows(7)).not.toBe(rows(8))
  })

  it('adds rows to those that are there', async () => {
    const schema = await read()
    const first = generateTables(schema, { rowsPerTable: 4, seed: 1 })
    const existing = (name: { readonly name: string }) => first.find(({ table }) => table.name === name.name)?.rows ?? []
    const more = generateTables(schema, { rowsPerTable: 3, seed: 2, existing })
    await withTestDatabase(async (url) => {
      await query(url, await renderDdl([{ path: 'schema.prisma', content: models }]))
      for (const statement of [...insertStatements(schema, first), ...insertStatements(schema, more)]) await query(url, statement)
      expect(await count(url, 'Desk')).toBe(7)
      expect(await rowDump(url)).toContain('public.Room ')
    })
  })

  it('takes a value for a column that needs a special one', async () => {
    const schema = await read()
    const [company] = generateTables(schema, {
      rowsPerTable: 2,
      seed: 1,
      value: (table, { name }, row) => (table.name === 'Company' && name === 'name' ? `'company ${String(row)}'` : undefined),
    }).filter(({ table }) => table.name === 'Company')
    expect(company?.rows.map(({ name }) => name)).toEqual(["'company 0'", "'company 1'"])
  })
})
