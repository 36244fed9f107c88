import { describe, expect, it } from 'vitest'
import type { SchemaFile } from '../../src/prisma/document.ts'
import { diffDdl, renderDdl } from '../../src/prisma/engine.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const files = (...contents: readonly string[]): SchemaFile[] =>
  contents.map((content, index) => ({ path: `prisma/${index}.prisma`, content }))
const model = 'model User {\n  id   Int    @id\n  name String\n}\n'

describe('renderDdl', () => {
  it('renders the DDL of a schema without a database', async () => {
    expect(await renderDdl(files(datasource + model))).toContain(
      'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n    "name" TEXT NOT NULL,',
    )
  })

  it('reads a schema of several files', async () => {
    expect(await renderDdl(files(datasource, 'model A {\n  id Int @id\n}\n', 'model B {\n  id Int @id\n}\n'))).toMatch(/"A"[\s\S]*"B"/)
  })

  it('is one engine, also when it is asked for twice at once', async () => {
    const [one, other] = await Promise.all([renderDdl(files(datasource + model)), renderDdl(files(datasource + model))])
    expect(one).toBe(other)
  })

  it('throws what Prisma says of an invalid schema, with file and line and without colours', async () => {
    const invalid = renderDdl(files(datasource, 'model User {\n  id    Int @id\n  posts Pots[]\n}\n'))
    await expect(invalid).rejects.toMatchObject({ code: 'schema-invalid', exitCode: 2 })
    await expect(invalid).rejects.toThrow(/Type "Pots" is neither a built-in type[\s\S]*prisma\/1\.prisma:3/)
    await expect(invalid).rejects.not.toThrow(new RegExp(String.fromCharCode(27)))
  })

  it('works on after an invalid schema, and after one that the engine cannot bear', async () => {
    await expect(renderDdl(files(model))).rejects.toMatchObject({
      code: 'schema-invalid',
      message: expect.stringMatching(/There is no datasource in the schema\.$/),
    })
    await expect(renderDdl([])).rejects.toMatchObject({ code: 'schema-invalid' })
    await expect(renderDdl(files('', ' \n'))).rejects.toMatchObject({ code: 'schema-invalid' })
    expect(await renderDdl(files(datasource + model))).toContain('"User"')
  })

  it('reads schemas written for Prisma 5 and 6, and counts their lines', async () => {
    const old = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["fullTextSearchPostgres", "driverAdapters", "postgresqlExtensions", "tracing"]
}

/// Types for the browser.
generator zod {
  provider = "zod-prisma"
  previewFeatures = ["whatever"]
}

datasource db {
  provider          = "postgresql"
  // of the pooler
  url               = env("DATABASE_URL") // here
  directUrl         = env("DIRECT_URL")
  shadowDatabaseUrl = "postgresql://localhost/shadow"
  extensions        = [citext]
}
`
    expect(await renderDdl(files(old + model))).toMatch(/CREATE EXTENSION IF NOT EXISTS "citext"[\s\S]*CREATE TABLE "User"/)
    await expect(renderDdl(files(`${old}model X {\n  id Foo\n}\n`))).rejects.toThrow('prisma/0.prisma:21')
  })

  it('reads files with a byte order mark, Windows line ends, and block comments', async () => {
    const text = `\uFEFF/* model Fake {\n */\n${datasource}${model}`
    expect(await renderDdl(files(text.replaceAll('\n', '\r\n')))).toContain('CREATE TABLE "User"')
  })

  it('escapes quotes in the names of PostgreSQL schemas', async () => {
    const ddl = await renderDdl(
      files('datasource db {\n  provider = "postgresql"\n  schemas = ["a\\"b"]\n}\nmodel User {\n  id Int @id\n  @@schema("a\\"b")\n}\n'),
    )
    expect(ddl).toContain('CREATE TABLE "a""b"."User"')
  })

  it('escapes quotes in names and enum values, which Prisma does not', async () => {
    const ddl = await renderDdl(
      files(`${datasource}model Odd {
  id   Int  @id @map("a\\"b'c")
  role Role @default(A)
  @@index([role], map: "in\\"dex")
  @@map("ta\\"ble")
}
enum Role {
  A @map("it's \\"A\\"")
}
`),
    )
    expect(ddl).toContain(`AS ENUM ('it''s "A"')`)
    expect(ddl).toContain('CREATE TABLE "ta""ble" (\n    "a""b\'c" INTEGER NOT NULL,')
    expect(ddl).toContain(`DEFAULT 'it''s "A"'`)
    expect(ddl).toContain('CREATE INDEX "in""dex" ON "ta""ble"("role")')
  })
})

describe('diffDdl', () => {
  it("is Prisma's own migration", async () => {
    const after = model.replace('name String', 'name String?\n  age Int?')
    expect(await diffDdl(files(datasource + model), files(datasource + after))).toContain(
      'ALTER TABLE "User" ADD COLUMN     "age" INTEGER,\nALTER COLUMN "name" DROP NOT NULL;',
    )
  })

  it('is empty when Prisma sees no difference', async () => {
    expect(
      await diffDdl(
        files(datasource + model),
        files(datasource + model.replace('name', 'fullName').replace('String', 'String @map("name")')),
      ),
    ).toBe('')
  })
})
