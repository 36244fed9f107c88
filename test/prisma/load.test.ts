import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { legacyUrl, loadPrismaSchema, readDocument, readSchema, schemaFilesIn } from '../../src/prisma/load.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const one = (content: string) => [{ path: 'schema.prisma', content }]

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stager-load-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const write = async (name: string, content: string): Promise<string> => {
  const path = join(directory, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

describe('loadPrismaSchema', () => {
  it('reads a file, and keeps its text', async () => {
    const text = `${datasource}// mine\nmodel User {\n  id Int @id\n}\n`
    await write('file/schema.prisma', text)
    const loaded = await loadPrismaSchema({ from: 'file/schema.prisma', schemaPath: 'x', cwd: directory })
    expect(loaded.files).toEqual(one(text))
    expect(loaded.schema.tables).toMatchObject([{ name: 'User', model: 'User' }])
    expect((await readDocument(loaded.document)).schema).toEqual(loaded.schema)
  })

  it('reads every .prisma file of a folder and its subfolders, in order', async () => {
    await write('folder/schema.prisma', datasource)
    await write(
      'folder/blog/post.prisma',
      'model Post {\n  id Int @id\n  author User @relation(fields: [authorId], references: [id])\n  authorId Int\n}\n',
    )
    await write('folder/auth/user.prisma', 'model User {\n  id Int @id\n  posts Post[]\n}\n')
    await write('folder/notes.md', 'model No {\n}\n')
    const { files, schema } = await loadPrismaSchema({ from: 'folder', schemaPath: 'x', cwd: directory })
    expect(files.map(({ path }) => path)).toEqual(['auth/user.prisma', 'blog/post.prisma', 'schema.prisma'])
    expect(new Set(schema.tables.map(({ model }) => model))).toEqual(new Set(['Post', 'User']))
  })

  it("names the user's own file in Prisma's messages", async () => {
    await write('bad/schema/base.prisma', datasource)
    await write('bad/schema/user.prisma', 'model User {\n  id Foo @id\n}\n')
    const folder = loadPrismaSchema({ from: 'bad/schema', schemaPath: 'x', cwd: directory })
    await expect(folder).rejects.toMatchObject({ code: 'schema-invalid', exitCode: 2 })
    await expect(folder).rejects.toThrow('-->  bad/schema/user.prisma:2')
    const file = loadPrismaSchema({ from: 'user.prisma', schemaPath: 'x', cwd: join(directory, 'bad/schema') })
    await expect(file).rejects.toThrow(/There is no datasource/)
  })

  it.for([
    ['an empty name', '@@map("")'],
    ['the character 0', '@@map("a\\u0000")'],
    ['an unfinished expression', '@@map("b")\n  c String @default(dbgenerated("(("))'],
  ])('says that %s is no SQL', async ([, text]) => {
    const loading = readSchema(one(`${datasource}model User {\n  id Int @id\n  ${text ?? ''}\n}\n`))
    await expect(loading).rejects.toMatchObject({ code: 'schema-invalid', exitCode: 2 })
    await expect(loading).rejects.toThrow(/^PostgreSQL cannot read the DDL that Prisma makes of the schema: .+\.$/)
  })

  it('says where it looked when there is no schema', async () => {
    const missing = loadPrismaSchema({ from: 'no/such.prisma', schemaPath: 'x', cwd: directory })
    await expect(missing).rejects.toMatchObject({
      code: 'schema-not-found',
      exitCode: 2,
      message: 'There is no Prisma schema at no/such.prisma.',
    })
    await mkdir(join(directory, 'empty'), { recursive: true })
    expect(() => schemaFilesIn(join(directory, 'empty'))).toThrow(`There is no Prisma schema at ${join(directory, 'empty')}.`)
  })
})

describe('readSchema', () => {
  it.each(['mysql', 'sqlite', 'cockroachdb', 'sqlserver', 'mongodb'])('refuses %s by name', async (provider) => {
    const text = `datasource db {\n  // which one\n  provider = "${provider}" // this\n}\nmodel A {\n  id Int @id\n}\n`
    await expect(readSchema(one(text))).rejects.toMatchObject({
      code: 'provider-not-supported',
      exitCode: 2,
      message: `The datasource's provider is ${provider}; stager works with postgresql only.`,
    })
  })

  it('takes "postgres" for PostgreSQL, and nothing for an empty schema', async () => {
    expect((await readSchema(one('datasource db {\n  provider = "postgres"\n}\n'))).schema.tables).toEqual([])
    expect((await readSchema([])).schema).toEqual({ tables: [], enums: [], schemas: [], extensions: [] })
  })

  it('is fast: two schemas of a hundred models in well under a second', async () => {
    const models = Array.from(
      { length: 100 },
      (_, index) => `model Model${index} {
  id        Int      @id @default(autoincrement())
  name      String   @unique @map("the_name")
  createdAt DateTime @default(now())
  parentId  Int?
  parent    Model${(index + 1) % 100}?  @relation("r${index}", fields: [parentId], references: [id])
  children  Model${(index + 99) % 100}[] @relation("r${(index + 99) % 100}")
  ${Array.from({ length: 15 }, (__, field) => `field${field} String?`).join('\n  ')}

  @@index([createdAt, name])
}
`,
    ).join('\n')
    await readSchema(one(datasource)) // compiles the engine, which other threads do as well
    const started = process.cpuUsage()
    const before = await readSchema(one(datasource + models))
    const after = await readSchema(one(datasource + models.replaceAll('field3 String?', 'field3 Int')))
    const { user, system } = process.cpuUsage(started) // not the clock: the machine may be busy with other tests
    expect((user + system) / 1000).toBeLessThan(1000)
    expect(before.schema.tables).toHaveLength(100)
    expect(
      after.schema.tables.every(
        ({ columns, indexes, foreignKeys }) => columns.length === 19 && indexes.length === 2 && foreignKeys.length === 1,
      ),
    ).toBe(true)
  })
})

describe('legacyUrl', () => {
  const withSettings = (...lines: readonly string[]) =>
    one(`datasource db {\n  provider = "postgresql"\n${lines.map((line) => `  ${line}\n`).join('')}}\n`)

  it('reads the url of a datasource written for Prisma 5 or 6', () => {
    expect(legacyUrl(withSettings('url = "postgresql://localhost/a" // here'), {})).toBe('postgresql://localhost/a')
    expect(legacyUrl(withSettings('// where', 'url      = env( "DB" )'), { DB: 'postgresql://localhost/b' })).toBe(
      'postgresql://localhost/b',
    )
    expect(legacyUrl(withSettings('url = env("DB")'), {})).toBeNull()
    expect(legacyUrl(withSettings('// url = "postgresql://localhost/a"'), {})).toBeNull()
    expect(legacyUrl(one(''), {})).toBeNull()
  })

  it('prefers the direct url, which leads past a pooler', () => {
    const both = withSettings('url = env("POOL")', 'directUrl = env("DIRECT")')
    expect(legacyUrl(both, { POOL: 'postgresql://pool', DIRECT: 'postgresql://direct' })).toBe('postgresql://direct')
    expect(legacyUrl(both, { POOL: 'postgresql://pool' })).toBe('postgresql://pool')
  })
})
