import { copyFile, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { generateClient, withClient } from './clients.ts'
import { query, withTestDatabase } from './database.ts'
import { prisma } from './prisma-cli.ts'

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

test('the client is the one that the Prisma CLI generates', async () => {
  const { directory } = await generateClient(schema)
  const folder = await mkdtemp(join(tmpdir(), 'stager-clients-'))
  try {
    await copyFile(join(directory, 'schema.prisma'), join(folder, 'schema.prisma'))
    const { exitCode, output } = await prisma(folder, ['generate', '--no-hints', '--schema', 'schema.prisma'])
    expect(exitCode, output).toBe(0)
    expect(await textsIn(join(folder, 'client'))).toEqual(await textsIn(join(directory, 'client')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** Without versions: the CLI may be a patch release ahead of its generator. */
async function textsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const text = async (path: string): Promise<string> =>
    (await readFile(path, 'utf8')).replaceAll(/7\.10\.\d+/g, '<version>').replaceAll(/[0-9a-f]{40}/g, '<commit>')
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [relative(folder, path), await text(path)] as const)))
}

test('a schema that Prisma rejects fails with its words', async () => {
  await expect(generateClient('model User {\n  name String\n}\n')).rejects.toThrow(/unique criteria/)
})
