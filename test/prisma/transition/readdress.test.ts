import { describe, expect, it } from 'vitest'
import { readDocument, readSchema } from '../../../src/prisma/load.ts'
import { readdressDocument } from '../../../src/prisma/transition/readdress.ts'
import { schemaDifference } from '../../../src/schema/difference.ts'
import { readdress } from '../../../src/schema/readdress.ts'

const text = `datasource db {
  provider = "postgresql"
  schemas  = ["public", "auth"]
}
model User {
  id     Int    @id
  email  String @unique
  first  String @map("first_name")
  last   String
  bossId Int?
  boss   User?  @relation("bosses", fields: [bossId], references: [id])
  team   User[] @relation("bosses")
  posts  Post[]

  @@unique([first, last], name: "whole")
  @@index([last(sort: Desc)])
  @@index([email], map: "by mail")
  @@schema("public")
}
model Post {
  a      Int
  b      Int
  userId Int
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@id([a, b])
  @@map("posts")
  @@schema("public")
}
`

describe('the base schema once its tables have moved', () => {
  it('is read as the database is by then', async () => {
    const moves = [
      {
        from: { schema: null, name: 'User' },
        to: { schema: 'auth', name: 'Account' },
        columns: [
          { from: 'id', to: 'number' },
          { from: 'first_name', to: 'given "name"' },
          { from: 'last', to: 'surname' },
          { from: 'bossId', to: 'boss id' },
        ],
      },
      { from: { schema: null, name: 'posts' }, to: { schema: null, name: 'articles' }, columns: [{ from: 'b', to: 'c' }] },
    ]
    const before = await readSchema([{ path: 'schema.prisma', content: text }])
    const read = await readDocument(readdressDocument(before.document, before.schema, moves))
    expect(schemaDifference({ ...moves.reduce(readdress, before.schema), schemas: ['auth'] }, read.schema)).toEqual([])
  })
})
