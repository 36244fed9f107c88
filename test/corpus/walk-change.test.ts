import { inject, describe, expect, it } from 'vitest'
import { query } from '../helpers/connection.ts'
import type { CorpusChange } from './read-corpus.ts'
import { walkChange, type Server } from './walk-change.ts'

const server: Server = {
  url: (database = 'postgres') => Object.assign(new URL(inject('postgresUrl')), { pathname: `/${database}` }).href,
  createDatabase: async (name) => {
    await query(server.url(), `CREATE DATABASE "${name}" TEMPLATE template0`)
    return server.url(name)
  },
  dropDatabase: async (name) => void (await query(server.url(), `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)),
}

const change = (before: string, after: string): CorpusChange => {
  const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
  return { key: 'synthetic/change', before: datasource + before, after: datasource + after, kinds: [], team: {} }
}

const before = `
model Author {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}
model Post {
  id       Int     @id @default(autoincrement())
  title    String  @default(dbgenerated("own_function()"))
  authorId Int?
  author   Author? @relation(fields: [authorId], references: [id])
}
`

describe('walkChange', () => {
  it('takes a change through all stages', async () => {
    const after = before.replace('name ', 'fullName ').replace('authorId Int?', 'authorId Int').replace('Author?', 'Author')
    const flags = ['--rename Author.name:fullName', '--fill Post.authorId=(SELECT min(a."id") FROM "Author" a)']
    const { wrong, undone, passed } = await walkChange(server, change(before, after), flags)
    expect({ wrong, undone }).toEqual({ wrong: null, undone: 'yes' })
    expect(passed.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['undo: as before', 'old writes', 'new writes', 'contract', 'rows kept', 'structure']),
    )
  })

  it('says at which step a change goes wrong', async () => {
    const after = before.replace('name ', 'name String\n  slug ')
    const { wrong } = await walkChange(server, change(before, after), ['--fill Author.slug=nullif(name, name)'])
    expect(wrong).toMatchObject({ at: 'backfill', code: 'backfill-stuck' })
  })

  it('leaves a change alone whose extension the server lacks', async () => {
    const after = `${before}\nmodel Point {\n  id Int @id\n  at Unsupported("vector(3)")\n}\n`
    expect(await walkChange(server, change(before, after), [])).toMatchObject({ needs: 'vector', passed: [] })
  })
})
