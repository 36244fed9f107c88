import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DynamicClient } from './clients.ts'
import { connect, generateClient } from './clients.ts'
import { query, withTestDatabase } from './database.ts'
import { withPrismaProject } from './prisma-cli.ts'
import type { TrafficModel } from './traffic.ts'
import { modelsOf, startTraffic } from './traffic.ts'

/** Everything that makes rows hard to write: keys of several fields, tenants, self relations, lists, native types. */
const hard = `datasource db {
  provider = "postgresql"
}
enum Role {
  ADMIN
  USER @map("user")
}
model Tenant {
  id    String @id @default(uuid()) @db.Uuid
  name  String @unique @db.VarChar(30)
  users User[]
  posts Post[]
}
model User {
  tenantId  String   @db.Uuid
  tenant    Tenant   @relation(fields: [tenantId], references: [id])
  id        Int      @default(autoincrement())
  email     String
  role      Role     @default(USER)
  roles     Role[]
  managerId Int?
  manager   User?    @relation("m", fields: [tenantId, managerId], references: [tenantId, id], onDelete: NoAction, onUpdate: NoAction)
  reports   User[]   @relation("m")
  posts     Post[]
  profile   Profile?
  @@id([tenantId, id])
  @@unique([tenantId, email], name: "byEmail")
}
model Profile {
  tenantId String @db.Uuid
  userId   Int
  user     User   @relation(fields: [tenantId, userId], references: [tenantId, id])
  bio      String?
  @@unique([tenantId, userId])
}
model Post {
  id       String   @id @default(cuid())
  tenantId String   @db.Uuid
  authorId Int
  tenant   Tenant   @relation(fields: [tenantId], references: [id])
  author   User     @relation(fields: [tenantId, authorId], references: [tenantId, id])
  tags     Tag[]
  meta     Json?
  blob     Bytes?
  price    Decimal  @db.Decimal(10, 2)
  ratio    Float?
  small    Int      @db.SmallInt
  big      BigInt   @unique
  at       DateTime @default(now())
  upd      DateTime @updatedAt
  day      DateTime? @db.Date
  ok       Boolean  @default(true)
  nums     Int[]
  ip       String?  @db.Inet
  c        String   @db.Char(8)
  b        String?  @db.Bit(8)
  x        String?  @db.Xml
  money    Decimal? @db.Money
  old      String?  @ignore
  search   Unsupported("tsvector")?
  categoryId Int?
  @@unique([tenantId, c])
}
model Tag {
  id    Int @id
  name  String @unique
  posts Post[]
}
model Category {
  a Int
  b DateTime @db.Timestamptz(6)
  c Role
  @@id([a, b, c])
}
`

async function withSchema<T>(schema: string, work: (url: string, connectClient: () => Promise<DynamicClient>) => Promise<T>): Promise<T> {
  return withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url, schema }, async ({ prisma, schemaPath, directory }) => {
      const output = join(directory, 'schema.sql')
      const { exitCode, output: said } = await prisma(
        'migrate',
        'diff',
        '--from-empty',
        '--to-schema',
        schemaPath,
        '--script',
        '-o',
        output,
      )
      expect(exitCode, said).toBe(0)
      await query(url, await readFile(output, 'utf8'))
      const clients: DynamicClient[] = []
      try {
        return await work(url, async () => {
          const client = connect(await generateClient(schema), url)
          clients.push(client)
          return client
        })
      } finally {
        await Promise.all(clients.map((client) => client.$disconnect()))
      }
    }),
  )
}

test('two applications write every model of a hard schema without one failure, and leave nothing behind', async () => {
  await withSchema(hard, async (url, connectClient) => {
    const models = modelsOf(hard)
    const traffics = await Promise.all([1, 2].map(async () => startTraffic({ client: await connectClient(), models })))
    await Promise.all(traffics.map((traffic) => traffic.work(800)))
    for (const traffic of traffics) expect(await traffic.stop()).toMatchObject({ failures: [], operations: expect.any(Number) })
    for (const { name } of models) expect(await query(url, `SELECT 1 FROM "${name}" LIMIT 1`), name).toEqual([])
  })
})

test('a change that breaks the application is seen', async () => {
  await withSchema(hard, async (url, connectClient) => {
    const traffic = startTraffic({ client: await connectClient(), models: modelsOf(hard) })
    await traffic.work(100)
    expect(traffic.failures).toEqual([])
    await query(url, 'ALTER TABLE "Category" ADD COLUMN "d" INTEGER NOT NULL')
    await traffic.work(300)
    const { failures } = await traffic.stop()
    expect(failures[0]).toMatchObject({ operation: 'Category.create', message: expect.stringContaining('d') })
  })
})

test('rows comply with the foreign keys of a later schema', () => {
  const before = `datasource db {
  provider = "postgresql"
}
model Author {
  id Int @id
}
model Post {
  id       Int @id
  authorId Int
}
`
  const after = before
    .replace('id Int @id\n', 'id Int @id\n  posts Post[]\n')
    .replace('authorId Int', 'authorId Int\n  author Author @relation(fields: [authorId], references: [id])')
  const references = (models: readonly TrafficModel[]) => models.map(({ name, references: all }) => [name, all.map(({ model }) => model)])
  expect(references(modelsOf(before))).toEqual([
    ['Author', []],
    ['Post', []],
  ])
  expect(references(modelsOf(before, { comply: after }))).toEqual([
    ['Author', []],
    ['Post', ['Author']],
  ])
})

test('ignored members are not touched', () => {
  const [post] = modelsOf(`datasource db {
  provider = "postgresql"
}
model Post {
  id    Int     @id
  title String
  old   String? @ignore
}
model Gone {
  id Int @id
  @@ignore
}
`)
  expect(post?.scalars.map(({ name }) => name)).toEqual(['id', 'title'])
})
