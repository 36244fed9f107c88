import { expect, test } from 'vitest'
import { generateClient, withClient } from './clients.ts'
import { query, withTestDatabase } from './database.ts'

const schema = `generator old {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

enum Role {
  USER
  ADMIN
}

model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  role  Role   @default(USER)
}
`

test('a generated client creates, finds, updates and deletes', async () => {
  await withTestDatabase(async (url) => {
    await query(
      url,
      `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
       CREATE TABLE "User" (id serial PRIMARY KEY, email text NOT NULL UNIQUE, role "Role" NOT NULL DEFAULT 'USER')`,
    )
    await withClient(await generateClient<'user'>(schema), url, async (client) => {
      const ada = { id: 1, email: 'ada@example.com', role: 'USER' }
      expect(await client.user.create({ data: { email: ada.email } })).toEqual(ada)
      expect(await client.user.upsert({ where: { email: ada.email }, create: ada, update: { role: 'ADMIN' } })).toEqual({
        ...ada,
        role: 'ADMIN',
      })
      await client.$transaction((transaction) => transaction.user.create({ data: { email: 'bob@example.com' } }))
      expect(await client.user.findMany({ where: { role: 'USER' } })).toMatchObject([{ email: 'bob@example.com' }])
      expect(await client.user.deleteMany({})).toEqual({ count: 2 })
    })
  })
})

test('the same text is generated once, also when asked for twice at once', async () => {
  const [one, other] = await Promise.all([generateClient(`${schema}\n// ${Date.now()}\n`), generateClient(schema)])
  const again = await generateClient(schema)
  expect(again.PrismaClient).toBe(other.PrismaClient)
  expect(one.directory).not.toBe(other.directory)
})

test('a schema that Prisma rejects fails with its words', async () => {
  await expect(generateClient('model User {\n  name String\n}\n')).rejects.toThrow(/unique criteria/)
})
