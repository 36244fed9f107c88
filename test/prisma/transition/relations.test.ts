import { describe, expect, it } from 'vitest'
import { transitionFiles, transitionText } from '../transition-case.ts'

const user = 'model User {\n  id Int @id\n}\n'

describe('relations', () => {
  const post = (fields: string): string => `model Post {\n  id Int @id\n${fields}}\n`

  it('leaves out both ends of a relation that contract builds', async () => {
    const text = await transitionText({
      before: `${user}${post('  userId Int\n')}`,
      after: `model User {\n  id Int @id\n  posts Post[]\n}\n${post('  userId Int\n  user User @relation(fields: [userId], references: [id])\n')}`,
    })
    expect(text).toBe(`${user}${post('  userId Int\n')}`)
  })

  it('keeps both ends of a dropped relation, and of its column', async () => {
    const before = `model User {\n  id Int @id\n  posts Post[]\n}\n${post('  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n')}`
    expect(await transitionText({ before, after: `${user}${post('  userId Int\n')}` })).toBe(
      before.replace('posts Post[]', 'posts Post[] @ignore').replace('Cascade)', 'Cascade) @ignore'),
    )
    expect(await transitionText({ before, after: `${user}${post('')}`, flags: { drop: ['Post.userId'] } })).toBe(
      before
        .replace('posts Post[]', 'posts Post[] @ignore')
        .replace('Cascade)', 'Cascade) @ignore')
        .replace('userId Int', 'userId Int? @ignore')
        .replace('user User ', 'user User? '),
    )
  })

  it('renames a foreign key column together with its relation', async () => {
    const relation = (column: string): string => post(`  ${column} Int\n  user User @relation(fields: [${column}], references: [id])\n`)
    const target = `model User {\n  id Int @id\n  posts Post[]\n}\n`
    const text = await transitionText({
      before: target + relation('userId'),
      after: target + relation('authorId'),
      flags: { rename: ['Post.userId:authorId'] },
    })
    expect(text).toContain('  user User? @relation(fields: [authorId], references: [id], onDelete: Restrict)\n')
    expect(text).toContain(
      '  userBefore User? @relation("stager_Post_userId_fkey", fields: [userId], references: [id], onDelete: Restrict) @ignore\n',
    )
    expect(text).toContain('  postsBefore Post[] @relation("stager_Post_userId_fkey") @ignore\n')
  })

  it('drops one of two relations between the same models', async () => {
    const both = `model User {\n  id Int @id\n  posts Post[] @relation("author")\n  reviews Post[] @relation(name: "reviewer")\n}\n${post(
      '  authorId Int\n  reviewerId Int\n  author User @relation("author", fields: [authorId], references: [id])\n  reviewer User @relation(name: "reviewer", fields: [reviewerId], references: [id])\n',
    )}`
    const one = `model User {\n  id Int @id\n  posts Post[]\n}\n${post('  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n')}`
    const text = await transitionText({ before: both, after: one, flags: { drop: ['Post.reviewerId'] } })
    expect(text).toContain('  reviews Post[] @relation(name: "reviewer") @ignore\n')
    expect(text).toContain('  posts Post[]\n')
  })

  it('keeps self relations: one to many, one to one, many to many', async () => {
    const before =
      'model Node {\n  id Int @id\n  parentId Int?\n  nextId Int? @unique\n  parent Node? @relation("tree", fields: [parentId], references: [id])\n  children Node[] @relation("tree")\n' +
      '  next Node? @relation("list", fields: [nextId], references: [id], onDelete: NoAction, onUpdate: NoAction)\n  previous Node? @relation("list")\n' +
      '  likes Node[] @relation("likes")\n  liked Node[] @relation("likes")\n}\n'
    const text = await transitionText({
      before,
      after: 'model Node {\n  id Int @id\n}\n',
      flags: { drop: ['Node.parentId', 'Node.nextId', '_likes'] },
    })
    expect(text.match(/@ignore/g)).toHaveLength(8)
    expect(text).toContain('  nextId Int? @unique @ignore\n')
  })

  it('makes a list of the other end while contract has not built the unique of a one-to-one relation', async () => {
    const before = `model User {\n  id Int @id\n  posts Post[]\n}\n${post('  userId Int\n  user User @relation(fields: [userId], references: [id])\n')}`
    const after = `model User {\n  id Int @id\n  post Post?\n}\n${post('  userId Int @unique\n  user User @relation(fields: [userId], references: [id])\n')}`
    expect(await transitionText({ before, after })).toContain('  post Post[]\n')
  })

  it('says the actions that the database has until contract changes them', async () => {
    const schema = (action: string): string =>
      `model User {\n  id Int @id\n  posts Post[]\n}\n${post(`  userId Int?\n  user User? @relation(fields: [userId], references: [id]${action})\n`)}`
    const text = await transitionText({ before: schema(''), after: schema(', onDelete: Cascade, onUpdate: NoAction') })
    expect(text).toContain('onDelete: SetNull, onUpdate: Cascade)')
  })

  it('keeps a composite foreign key whose columns are renamed in the code', async () => {
    const pair = 'model Pair {\n  a Int\n  b Int\n  items Item[]\n  @@id([a, b])\n}\n'
    const item =
      'model Item {\n  id Int @id\n  pa Int\n  pb Int\n  pair Pair @relation(fields: [pa, pb], references: [a, b], map: "item_pair")\n}\n'
    const text = await transitionText({
      before: pair + item,
      after:
        'model Pair {\n  one Int @map("a")\n  b Int\n  @@id([one, b])\n}\nmodel Item {\n  id Int @id\n  first Int @map("pa")\n  pb Int\n}\n',
    })
    expect(text).toContain('  pair Pair @relation(fields: [first, pb], references: [one, b], map: "item_pair") @ignore\n')
  })

  it('makes a relation optional when one column of two takes NULL, and knows what Prisma makes of that', async () => {
    const pair = 'model Pair {\n  a Int\n  b Int\n  items Item[]\n  @@id([a, b])\n}\n'
    const item = (b: string, mark: string): string =>
      `model Item {\n  id Int @id\n  pa Int\n  pb ${b}\n  pair Pair${mark} @relation(fields: [pa, pb], references: [a, b])\n}\n`
    const text = await transitionText({ before: pair + item('Int?', '?'), after: pair + item('Int', ''), flags: { fill: ['Item.pb=0'] } })
    expect(text).toBe(pair + item('Int?', '?'))
  })

  it('leaves the relations of relationMode "prisma" valid', async () => {
    const prisma = (content: string) => [
      { path: 'schema.prisma', content: `datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n${content}` },
    ]
    const target = 'model User {\n  id Int @id\n  posts Post[]\n}\n'
    const files = await transitionFiles({
      before: prisma(
        `${target}${post('  userId Int?\n  user User? @relation(fields: [userId], references: [id])\n  @@index([userId])\n')}`,
      ),
      after: prisma(`${target}${post('  userId Int\n  user User @relation(fields: [userId], references: [id])\n  @@index([userId])\n')}`),
      flags: { fill: ['Post.userId=1'] },
    })
    expect(files[0]?.content).toContain('  user User? @relation')
  })
})
