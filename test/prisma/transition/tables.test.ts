import { describe, expect, it } from 'vitest'
import { transitionFiles, transitionText } from '../transition-case.ts'

const user = 'model User {\n  id Int @id\n}\n'

describe('models, enums and join tables', () => {
  it('brings back models that refer to each other and to models that stay', async () => {
    const before =
      'model A {\n  id Int @id\n  bId Int\n  b B @relation("ab", fields: [bId], references: [id])\n  bs B[] @relation("ba")\n  keepId Int\n  keep Keep @relation(fields: [keepId], references: [id])\n}\n\n' +
      '// Second.\nmodel B {\n  id Int @id\n  aId Int\n  a A @relation("ba", fields: [aId], references: [id])\n  as A[] @relation("ab")\n  keeps Keep[]\n}\n\n' +
      'model Keep {\n  id Int @id\n  as A[]\n  bId Int?\n  b B? @relation(fields: [bId], references: [id])\n}\n'
    const text = await transitionText({
      before,
      after: 'model Keep {\n  id Int @id\n}\n',
      flags: { drop: ['A', 'B', 'Keep.bId'] },
    })
    expect(text.match(/@@ignore/g)).toHaveLength(2)
    expect(text).toContain('// Second.\nmodel B {')
    expect(text).toContain('  as A[] @ignore\n  bId Int? @ignore\n  b B? @relation(fields: [bId], references: [id]) @ignore\n')
  })

  it('takes @ignore off the fields of a dropped model', async () => {
    const text = await transitionText({
      before: `${user}model Old {\n  id Int @id\n  a Int @ignore\n}\n`,
      after: user,
      flags: { drop: ['Old'] },
    })
    expect(text).toContain('  a Int\n  @@ignore\n')
  })

  it('keeps a dropped enum with the column of its type, and gives way to a model of its name', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  role Role @default(A)\n}\nenum Role {\n  A\n  B @map("b b")\n}\n',
      after: 'model User {\n  id Int @id\n}\nmodel Role {\n  id Int @id\n  @@map("roles")\n}\n',
      flags: { drop: ['User.role'] },
    })
    expect(text).toContain('enum RoleBefore {\n  A\n  B @map("b b")\n  @@map("Role")\n}\n')
    expect(text).toContain('  role RoleBefore @default(A) @ignore\n')
  })

  it('keeps the lists of a dropped implicit relation', async () => {
    const text = await transitionText({
      before: 'model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n',
      after: 'model Post {\n  id Int @id\n}\nmodel Tag {\n  id Int @id\n}\n',
      flags: { drop: ['_PostToTag'] },
    })
    expect(text).toContain('  tags Tag[] @ignore\n')
    expect(text).toContain('  posts Post[] @ignore\n')
  })

  it('tells a dropped implicit relation from others of the same models', async () => {
    const before =
      'model Post {\n  id Int @id\n  tags Tag[]\n  pinned Tag[] @relation("pinned")\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n  pinnedTo Post[] @relation("pinned")\n}\n'
    const after =
      'model Post {\n  id Int @id\n  pinned Tag[] @relation("pinned")\n  tag Tag? @relation(fields: [tagId], references: [id])\n  tagId Int?\n}\nmodel Tag {\n  id Int @id\n  pinnedTo Post[] @relation("pinned")\n  posts Post[]\n}\n'
    const text = await transitionText({ before, after, flags: { drop: ['_PostToTag'] } })
    expect(text).toContain('  tags Tag[] @relation("PostToTag") @ignore\n')
    expect(text).toContain('  tag Tag? @relation("stager_PostToTag", fields: [tagId], references: [id])\n')
    expect(text).toContain('  postsBefore Post[] @relation("PostToTag") @ignore\n')
  })

  it('makes an explicit model of an implicit relation', async () => {
    await transitionText({
      before: 'model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n',
      after:
        'model Post {\n  id Int @id\n  tags PostTag[]\n}\nmodel Tag {\n  id Int @id\n  posts PostTag[]\n}\nmodel PostTag {\n  postId Int\n  tagId Int\n  post Post @relation(fields: [postId], references: [id])\n  tag Tag @relation(fields: [tagId], references: [id])\n  @@id([postId, tagId])\n}\n',
      flags: { drop: ['_PostToTag'] },
    })
  })

  it('puts what it brings back into its own file', async () => {
    const schema = { path: 'schema.prisma', content: 'datasource db {\n  provider = "postgresql"\n}\n' }
    const files = await transitionFiles({
      before: [
        schema,
        { path: 'a/user.prisma', content: `${user}\nenum Role {\n  A\n}\n` },
        { path: 'b.prisma', content: 'model B {\n  id Int @id\n  role Role?\n}\n' },
      ],
      after: [schema, { path: 'a/user.prisma', content: user }],
      flags: { drop: ['B'] },
    })
    expect(files.map(({ path }) => path)).toEqual(['schema.prisma', 'a/user.prisma', 'b.prisma'])
    expect(files[1]?.content).toContain('enum Role')
    expect(files[2]?.content).toContain('model B {\n  id Int @id\n  role Role?\n  @@ignore\n}\n')
  })

  it('works with several PostgreSQL schemas', async () => {
    const multi = (content: string) => [
      { path: 'schema.prisma', content: `datasource db {\n  provider = "postgresql"\n  schemas = ["auth", "public"]\n}\n${content}` },
    ]
    const files = await transitionFiles({
      before: multi(
        'model User {\n  id Int @id\n  role Role\n  posts Post[]\n  @@schema("auth")\n}\nenum Role {\n  A\n  @@schema("auth")\n}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n  @@schema("public")\n}\n',
      ),
      after: multi(
        'model User {\n  id Int @id\n  @@schema("auth")\n}\nmodel Post {\n  id Int @id\n  userId Int\n  @@schema("public")\n}\n',
      ),
      flags: { drop: ['User.role'] },
    })
    expect(files[0]?.content).toContain('@@schema("auth")')
  })

  it('passes views through', async () => {
    const views = (content: string) => [
      {
        path: 'schema.prisma',
        content: `generator c {\n  provider = "prisma-client"\n  previewFeatures = ["views"]\n}\ndatasource db {\n  provider = "postgresql"\n}\n${content}`,
      },
    ]
    const view = 'view Busy {\n  id Int @unique\n  n Int\n}\n'
    const files = await transitionFiles({
      before: views(user + view),
      after: views(`model User {\n  id Int @id\n  a Int\n}\n${view}`),
      flags: { fill: ['User.a=0'] },
    })
    expect(files[0]?.content).toContain(view)
  })

  it('refuses what Prisma has no words for: a table whose only key has an optional field for a while', async () => {
    await expect(
      transitionText({
        before: 'model Seat {\n  a Int\n  b Int\n  @@unique([a, b])\n}\n',
        after: 'model Seat {\n  a Int\n  b Int\n  c Int\n  @@unique([a, b, c])\n}\n',
        flags: { fill: ['Seat.c=0'] },
      }),
    ).resolves.toContain('@@unique([a, b])')
    await expect(
      transitionText({
        before: 'model Seat {\n  a Int\n  b Int\n  @@unique([a, b])\n}\n',
        after: 'model Seat {\n  a Int\n  @@unique([a])\n}\n',
        flags: { drop: ['Seat.b'] },
      }),
    ).rejects.toMatchObject({ code: 'no-required-key', exitCode: 1 })
  })
})
