import { describe, expect, it } from 'vitest'
import { readSchema } from '../../src/prisma/load.ts'
import { readDdl } from '../../src/prisma/read-ddl.ts'
import type { Schema, Table } from '../../src/schema/model.ts'

const read = async (content: string, settings = ''): Promise<Schema> =>
  (await readSchema([{ path: 'schema.prisma', content: `datasource db {\n  provider = "postgresql"\n${settings}}\n${content}` }])).schema

const tableOf = async (content: string): Promise<Table> => {
  const [table] = (await read(content)).tables
  if (table === undefined) throw new Error('no table')
  return table
}

const columnsOf = async (fields: string, more = ''): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    (await tableOf(`model A {\n  key Int @id\n${fields}\n}\n${more}`)).columns
      .slice(1)
      .map(({ name, type, nullable, default: value, clientDefault }) => [
        name,
        [type, nullable, value, ...(clientDefault === null ? [] : [clientDefault])],
      ]),
  )

const stable = (sql: string) => ({ kind: 'stable', sql })
const volatile = (sql: string) => ({ kind: 'volatile', sql })
const sequence = { kind: 'sequence' }

describe('columns', () => {
  it('have the types that Prisma writes', async () => {
    expect(
      await columnsOf(
        `
  a String @db.VarChar(80)
  b Decimal? @db.Decimal(10, 2)
  c DateTime @db.Timestamptz(6)
  d BigInt[]
  e Unsupported("vector(3)")?
  f Unsupported("double precision")
  g Bytes
  h Json?
  i Role
  j Role[]
  k String @db.Uuid
  l Float
  m DateTime? @db.Time(0)
  n Unsupported("tsvector")[]
  o String @db.Bit(3)`,
        'enum Role {\n  A\n  @@map("the \\"role\\"")\n}',
      ),
    ).toEqual({
      a: ['VARCHAR(80)', false, null],
      b: ['DECIMAL(10,2)', true, null],
      c: ['TIMESTAMPTZ(6)', false, null],
      d: ['BIGINT[]', true, null],
      e: ['vector(3)', true, null],
      f: ['double precision', false, null],
      g: ['BYTEA', false, null],
      h: ['JSONB', true, null],
      i: ['"the ""role"""', false, null],
      j: ['"the ""role"""[]', true, null],
      k: ['UUID', false, null],
      l: ['DOUBLE PRECISION', false, null],
      m: ['TIME(0)', true, null],
      n: ['tsvector[]', true, null],
      o: ['BIT(3)', false, null],
    })
  })

  it('have defaults that are the same for every row', async () => {
    expect(
      await columnsOf(
        `
  a String @default("say \\"hi\\", it's \\\\ \\n \\"x\\" DEFAULT NOT NULL,")
  b String[] @default(["a,b", "c\\nd"])
  c Int @default(-1)
  d Float @default(1.5)
  e DateTime @default(now())
  f DateTime @default("2020-01-01T00:00:00Z")
  g Role @default(A)
  h Role[] @default([A, B])
  i Json @default("{\\"a\\": [1]}")
  j Bytes @default("aGk=")
  k Boolean? @default(true)
  l BigInt[] @default([])
  m String @default(dbgenerated("'x'::text"))
  n DateTime @default(dbgenerated("now() + interval '1 day'"))
  o String @default("größe 😀")
  p DateTime @default(dbgenerated("CURRENT_DATE")) @db.Date`,
        `enum Role {\n  A @map("it's")\n  B\n}`,
      ),
    ).toEqual({
      a: ['TEXT', false, stable(`'say "hi", it''s \\ \n "x" DEFAULT NOT NULL,'`)],
      b: ['TEXT[]', true, stable("ARRAY['a,b', 'c\nd']::TEXT[]")],
      c: ['INTEGER', false, stable('-1')],
      d: ['DOUBLE PRECISION', false, stable('1.5')],
      e: ['TIMESTAMP(3)', false, stable('CURRENT_TIMESTAMP')],
      f: ['TIMESTAMP(3)', false, stable("'2020-01-01 00:00:00 +00:00'")],
      g: ['"Role"', false, stable("'it''s'")],
      h: ['"Role"[]', true, stable(`ARRAY['it''s', 'B']::"Role"[]`)],
      i: ['JSONB', false, stable(`'{"a": [1]}'`)],
      j: ['BYTEA', false, stable("'\\x6869'")],
      k: ['BOOLEAN', true, stable('true')],
      l: ['BIGINT[]', true, stable('ARRAY[]::BIGINT[]')],
      m: ['TEXT', false, stable("'x'::text")],
      n: ['TIMESTAMP(3)', false, stable("now() + interval '1 day'")],
      o: ['TEXT', false, stable("'größe 😀'")],
      p: ['DATE', false, stable('CURRENT_DATE')],
    })
  })

  it('have defaults that differ by row, sequences, and defaults that only the client knows', async () => {
    expect(
      await columnsOf(`
  a String @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  b Int @default(autoincrement())
  c BigInt @default(autoincrement())
  d Int @default(autoincrement()) @db.SmallInt
  e String @default(cuid())
  f String @default(uuid(7))
  g String @default(nanoid(10))
  h DateTime @updatedAt
  i DateTime @default(now()) @updatedAt
  j String @default(ulid())
  k String @default(dbgenerated("lower('X')"))
  l String @default(dbgenerated())
  m Float @default(dbgenerated("random() * 2"))`),
    ).toEqual({
      a: ['UUID', false, volatile('gen_random_uuid()')],
      b: ['INTEGER', false, sequence],
      c: ['BIGINT', false, sequence],
      d: ['SMALLINT', false, sequence],
      e: ['TEXT', false, null, 'cuid()'],
      f: ['TEXT', false, null, 'uuid(7)'],
      g: ['TEXT', false, null, 'nanoid(10)'],
      h: ['TIMESTAMP(3)', false, null, 'updatedAt'],
      i: ['TIMESTAMP(3)', false, stable('CURRENT_TIMESTAMP'), 'updatedAt'],
      j: ['TEXT', false, null, 'ulid()'],
      k: ['TEXT', false, volatile("lower('X')")],
      l: ['TEXT', false, null],
      m: ['DOUBLE PRECISION', false, volatile('random() * 2')],
    })
  })

  it('end where the table ends when there is no primary key', async () => {
    const ends = async (field: string) => (await tableOf(`model A {\n  key Int @unique\n  ${field}\n}\n`)).columns.at(-1)
    expect(await ends('a Unsupported("vector(3)")?')).toMatchObject({ type: 'vector(3)', nullable: true, default: null })
    expect(await ends('a DateTime? @default(dbgenerated("now()"))')).toMatchObject({ default: stable('now()') })
    expect(await ends('a String')).toMatchObject({ type: 'TEXT', nullable: false })
  })

  it('keep the order of the schema file, and know their fields', async () => {
    const { columns, model } = await tableOf(`model User {
  zeta  Int @map("last")
  id    Int @id
  alpha String @map(name: "a lp\\"ha.😀") // @map("no")
  older Int @ignore
  @@map("people")
}
`)
    expect(model).toBe('User')
    expect(columns.map(({ name, field }) => [name, field])).toEqual([
      ['last', 'zeta'],
      ['id', 'id'],
      ['a lp"ha.😀', 'alpha'],
      ['older', 'older'],
    ])
  })

  it('are not mistaken for a relation of that name', async () => {
    const { tables } = await read(`model Post {
  id     Int  @id
  author User @relation(fields: [authorId], references: [id])
  authorId Int @map("author")
}
model User {
  id Int @id
  posts Post[]
}
`)
    expect(tables.find(({ name }) => name === 'Post')?.columns[1]).toMatchObject({ name: 'author', field: 'authorId' })
  })
})

describe('indexes and keys', () => {
  it('have the text that Prisma writes after the table', async () => {
    const { indexes, primaryKey } = await tableOf(
      `model "x" {
}
model A {
  a Int
  b String @unique(map: "b ON \\"A\\"")
  c String[]
  d DateTime
  @@id([b, a], map: "the key")
  @@index([d(sort: Desc), b(ops: raw("text_pattern_ops"))], map: "in dex")
  @@index([c], type: Gin)
  @@index([a], type: Hash)
  @@unique([a, d])
  @@map("t A")
}
`.replace('model "x" {\n}\n', ''),
    )
    expect(primaryKey).toEqual({ name: 'the key', columns: ['b', 'a'] })
    expect(indexes.toSorted((left, right) => (left.name < right.name ? -1 : 1))).toEqual([
      { name: 'b ON "A"', unique: true, columns: ['b'], definition: '("b")' },
      { name: 'in dex', unique: false, columns: ['d', 'b'], definition: '("d" DESC, "b" text_pattern_ops)' },
      { name: 't A_a_d_key', unique: true, columns: ['a', 'd'], definition: '("a", "d")' },
      { name: 't A_a_idx', unique: false, columns: ['a'], definition: 'USING HASH ("a")' },
      { name: 't A_c_idx', unique: false, columns: ['c'], definition: 'USING GIN ("c")' },
    ])
  })

  it('keep the predicate of a partial index', async () => {
    const { tables } = await read(
      'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["partialIndexes"]\n}\nmodel A {\n  id Int @id\n  d DateTime?\n  @@unique([id], where: raw("d IS NULL"), map: "p")\n}\n',
    )
    expect(tables[0]?.indexes).toEqual([{ name: 'p', unique: true, columns: ['id'], definition: '("id") WHERE (d IS NULL)' }])
  })

  it('are foreign keys with their actions, also to the same table', async () => {
    const { tables } = await read(`model Node {
  id       Int    @id
  parentId Int?
  parent   Node?  @relation("tree", fields: [parentId], references: [id], onDelete: SetNull, onUpdate: NoAction)
  children Node[] @relation("tree")
  ownerA   Int
  ownerB   Int
  owner    Owner  @relation(fields: [ownerA, ownerB], references: [a, b], onDelete: Cascade, map: "own er")
}
model Owner {
  a Int
  b Int
  nodes Node[]
  @@id([a, b])
}
`)
    expect(tables.find(({ name }) => name === 'Node')?.foreignKeys).toEqual([
      {
        name: 'Node_parentId_fkey',
        columns: ['parentId'],
        references: { schema: null, name: 'Node', columns: ['id'] },
        onDelete: 'SET NULL',
        onUpdate: 'NO ACTION',
      },
      {
        name: 'own er',
        columns: ['ownerA', 'ownerB'],
        references: { schema: null, name: 'Owner', columns: ['a', 'b'] },
        onDelete: 'CASCADE',
        onUpdate: 'CASCADE',
      },
    ])
  })

  it('are not there with relationMode = "prisma"', async () => {
    const { tables } = await read(
      'model A {\n  id Int @id\n  b B[]\n}\nmodel B {\n  id Int @id\n  a A @relation(fields: [aId], references: [id])\n  aId Int\n}\n',
      '  relationMode = "prisma"\n',
    )
    expect(tables.flatMap(({ foreignKeys }) => foreignKeys)).toEqual([])
  })
})

describe('the rest of a schema', () => {
  it('has the join table of an implicit relation, which has no model', async () => {
    const { tables } = await read('model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id String @id @db.Uuid\n  posts Post[]\n}\n')
    expect(tables.find(({ name }) => name === '_PostToTag')).toMatchObject({
      model: null,
      columns: [
        { name: 'A', type: 'INTEGER' },
        { name: 'B', type: 'UUID' },
      ],
      primaryKey: { name: '_PostToTag_AB_pkey', columns: ['A', 'B'] },
      indexes: [{ name: '_PostToTag_B_index', definition: '("B")' }],
      foreignKeys: [{ name: '_PostToTag_A_fkey' }, { name: '_PostToTag_B_fkey' }],
    })
  })

  it('has several PostgreSQL schemas: public is the unqualified one', async () => {
    const { schemas, tables, enums } = await read(
      `model User {
  id   Int  @id
  role Role
  @@map("the \\"users\\"")
  @@schema("au.th")
}
model Post {
  id Int @id
  @@schema("public")
}
enum Role {
  A
  @@schema("au.th")
}
enum Kind {
  A
  @@schema("public")
}
`,
      '  schemas = ["public", "au.th"]\n',
    )
    expect(schemas).toEqual(['au.th'])
    expect(tables.map(({ schema, name, model }) => [schema, name, model])).toEqual([
      ['au.th', 'the "users"', 'User'],
      [null, 'Post', 'Post'],
    ])
    expect(tables[0]?.columns[1]?.type).toBe('"au.th"."Role"')
    expect(enums.map(({ schema, name }) => [schema, name])).toEqual([
      ['au.th', 'Role'],
      [null, 'Kind'],
    ])
  })

  it('has enums by their database names, and extensions', async () => {
    const { enums, extensions } = await read(
      'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["postgresqlExtensions"]\n}\nmodel A {\n  id Int @id\n  r Role\n}\nenum Role {\n  A @map("a \\"a\\" it\'s")\n  B\n  @@map("ro le")\n}\n',
      '  extensions = [citext, uuid(map: "uuid-ossp")]\n',
    )
    expect(enums).toEqual([
      { schema: null, name: 'ro le', values: [`a "a" it's`, 'B'], code: { name: 'Role', values: { [`a "a" it's`]: 'A', B: 'B' } } },
    ])
    expect(extensions).toEqual(['citext', 'uuid-ossp'])
  })

  it('keeps ignored models and fields, and has no views', async () => {
    const { tables } = await read(
      'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["views"]\n}\nmodel A {\n  id Int @id\n  old String? @unique @ignore\n}\nmodel B {\n  id Int\n  @@ignore\n}\nview V {\n  id Int\n}\n',
    )
    expect(tables.map(({ model }) => model)).toEqual(['A', 'B'])
    expect(tables[0]?.indexes).toHaveLength(1)
  })
})

describe('readDdl', () => {
  it('reads names by bytes, whatever stands before them', () => {
    const { tables } = readDdl(
      '-- CreateTable 😀\nCREATE TABLE "é😀" (\n    "ü" VARCHAR(3) DEFAULT \'ä,)\',\n    "z" TEXT\n);\n-- ß\nCREATE INDEX "i😀" ON "é😀" USING BRIN ("ü" DESC, "z");',
    )
    expect(tables).toMatchObject([
      {
        name: 'é😀',
        columns: [
          { name: 'ü', type: 'VARCHAR(3)', default: stable("'ä,)'") },
          { name: 'z', type: 'TEXT', default: null },
        ],
        indexes: [{ name: 'i😀', columns: ['ü', 'z'], definition: 'USING BRIN ("ü" DESC, "z")' }],
      },
    ])
  })
})
