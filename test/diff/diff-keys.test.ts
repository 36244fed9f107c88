import { describe, expect, it } from 'vitest'
import { brief, diffText } from './diff-text.ts'

const user = (...members: readonly string[]): string =>
  `model User {\n  id Int @id\n  a Int\n  b Int?\n  t String\n${members.map((member) => `  ${member}`).join('\n')}\n}`

describe('indexes', () => {
  it.each([
    [[], ['@@index([a])'], ['createIndex User_a_idx']],
    [['@@index([a])'], [], ['dropIndex User_a_idx']],
    [[], ['@@unique([a, b])'], ['addUnique User_a_b_key']],
    [['@@unique([a])'], [], ['dropUnique User_a_key']],
    [['@@index([a])'], ['@@unique([a])'], ['addUnique User_a_key', 'dropIndex User_a_idx']],
    [['@@unique([a])'], ['@@index([a])'], ['createIndex User_a_idx', 'dropUnique User_a_key']],
    [['@@index([a])'], ['@@index([a], map: "mine")'], ['renameIndex User_a_idx mine']],
    [['@@unique([a])'], ['@@unique([a], map: "mine")'], ['renameIndex User_a_key mine']],
    [['@@index([a, b])'], ['@@index([b, a])'], ['createIndex User_b_a_idx', 'dropIndex User_a_b_idx']],
    [['@@index([a])'], ['@@index([a], type: Hash, map: "h")'], ['createIndex h', 'dropIndex User_a_idx']],
    [['@@index([a])', '@@index([b])'], ['@@index([b])', '@@index([a])'], []],
    [['@@index([a], map: "x")', '@@index([b], map: "y")'], ['@@index([b], map: "y")'], ['dropIndex x']],
  ])('%j -> %j', async (before, after, expected) => {
    expect(brief(await diffText(user(...before), user(...after)))).toEqual(expected)
  })

  it('do not change under their name, since the old one has it until contract', async () => {
    const { refusals } = await diffText(user('@@index([a])'), user('@@index([a(sort: Desc)])'))
    expect(refusals).toMatchObject([
      { code: 'name-taken', message: expect.stringContaining('User_a_idx on User'), hint: expect.stringContaining('map: "..."') },
    ])
  })

  it('and foreign keys do not take a name from each other', async () => {
    const model = (relation: string, ...lines: readonly string[]): string =>
      `model A {\n  id Int @id\n  toId Int?\n  to A? @relation("x", fields: [toId], references: [id]${relation})\n  back A[] @relation("x")\n${lines.join('\n')}\n}`
    const named = [model(', map: "mine"'), model('', '  @@index([toId], map: "mine")')] as const
    for (const [before, after] of [named, named.toReversed()] as const)
      expect((await diffText(before ?? '', after ?? '')).refusals).toMatchObject([
        { code: 'name-taken', message: expect.stringContaining('mine on A') },
      ])
  })

  it('do not swap their names', async () => {
    const { refusals } = await diffText(
      user('@@index([a], map: "x")', '@@index([b], map: "y")'),
      user('@@index([a], map: "y")', '@@index([b], map: "x")'),
    )
    expect(refusals.map(({ code }) => code)).toEqual(['name-taken', 'name-taken'])
  })

  it.each([
    ['@@unique([t])', '--duplicates User.t:suffix', 'suffix'],
    ['@@unique([b])', '--duplicates User.b:null', 'null'],
    ['@@unique([a])', '--duplicates User.a:delete', 'delete'],
    ['@@unique([a, t])', '--duplicates User.a:suffix', 'suffix'],
  ])('%s takes %s', async (unique, flag, duplicates) => {
    expect((await diffText(user(), user(unique), flag)).changes).toMatchObject([{ kind: 'addUnique', duplicates }])
  })

  it.each([
    ['@@unique([a])', '--duplicates User.a:null', 'duplicates-null-required'],
    ['@@unique([b, t])', '--duplicates User.b:null', 'duplicates-null-required'],
    ['@@unique([a])', '--duplicates User.a:suffix', 'duplicates-suffix-type'],
    ['@@unique([t, b])', '--duplicates User.t:suffix', 'duplicates-suffix-type'],
  ])('%s cannot take %s', async (unique, flag, code) => {
    expect((await diffText(user(), user(unique), flag)).refusals).toMatchObject([{ code }])
  })
})

const blog = (relation: string, ...members: readonly string[]): string => `model User {
  id Int @id
  email String @unique
  posts Post[]
}
model Post {
  id Int @id
  authorId Int?
  author User? ${relation}
${members.map((member) => `  ${member}`).join('\n')}
}`
const loose = `model User {\n  id Int @id\n  email String @unique\n}\nmodel Post {\n  id Int @id\n  authorId Int?\n}`
const relation = '@relation(fields: [authorId], references: [id])'

describe('foreign keys', () => {
  it('are added, with a rule for orphans', async () => {
    expect((await diffText(loose, blog(relation))).changes).toMatchObject([
      { kind: 'addForeignKey', foreignKey: { name: 'Post_authorId_fkey' }, orphans: 'refuse' },
    ])
    expect((await diffText(loose, blog(relation), '--orphans Post.authorId:null')).changes).toMatchObject([{ orphans: 'null' }])
    expect((await diffText(loose, blog(relation), '--orphans Post.authorId:delete')).changes).toMatchObject([{ orphans: 'delete' }])
  })

  it('of required fields do not become NULL', async () => {
    const required = (text: string): string => text.replace('authorId Int?', 'authorId Int').replace('author User?', 'author User')
    const { refusals } = await diffText(required(loose), required(blog(relation)), '--orphans Post.authorId:null')
    expect(refusals).toMatchObject([{ code: 'orphans-null-required', model: 'Post', field: 'authorId' }])
  })

  it('are dropped without a question', async () => {
    expect(brief(await diffText(blog(relation), loose))).toEqual(['dropForeignKey Post_authorId_fkey'])
  })

  it('are renamed', async () => {
    const { changes } = await diffText(blog(relation), blog('@relation(fields: [authorId], references: [id], map: "fk")'))
    expect(changes).toEqual([
      { kind: 'renameConstraint', table: { schema: null, name: 'Post' }, constraint: 'foreignKey', from: 'Post_authorId_fkey', to: 'fk' },
    ])
  })

  it('are changed under their name or another', async () => {
    const cascade = '@relation(fields: [authorId], references: [id], onDelete: Cascade)'
    const { changes } = await diffText(blog(relation), blog(cascade))
    expect(changes).toMatchObject([{ kind: 'changeForeignKey', from: { onDelete: 'SET NULL' }, to: { onDelete: 'CASCADE' } }])
    expect(
      brief(await diffText(blog(relation), blog('@relation(fields: [authorId], references: [id], onDelete: Cascade, map: "fk")'))),
    ).toEqual(['changeForeignKey Post_authorId_fkey fk'])
  })

  const referring = (target: string, references = 'id', field = 'authorId'): string => `
model User {
  id Int @id
  number Int @unique
  ${target === 'User' ? 'posts Post[]' : ''}
}
model Person {
  id Int @id
  ${target === 'Person' ? 'posts Post[]' : ''}
}
model Post {
  id Int @id
  ${field} Int?
  author ${target}? @relation(fields: [${field}], references: [${references}])
}`

  it('do not go from one table to another, or from one column to another: no value would be right for both releases', async () => {
    expect((await diffText(referring('User'), referring('Person'))).refusals).toMatchObject([
      {
        code: 'relation-target-changed',
        model: 'Post',
        field: 'authorId',
        message: expect.stringContaining('refers to User.id until contract and to Person.id from then on'),
        hint: expect.stringContaining('--rename User:Person'),
      },
    ])
    expect((await diffText(referring('User'), referring('User', 'number'))).refusals).toMatchObject([{ code: 'relation-target-changed' }])
    const renamed = await diffText(referring('User'), referring('Person', 'id', 'personId'), '--rename Post.authorId:personId')
    expect(renamed.refusals).toMatchObject([{ code: 'relation-target-changed', model: 'Post', field: 'personId' }])
  })

  it('may follow a renamed column, and get more columns', async () => {
    const follows = await diffText(referring('User'), referring('User', 'id', 'writerId'), '--rename Post.authorId:writerId')
    expect(follows.refusals).toEqual([])
    const team = (key: string, columns: string, references: string): string => `
model Team {
  id Int
  tenant Int
  members Member[]
  ${key}
  @@unique([id])
}
model Member {
  id Int @id
  tenant Int
  teamId Int
  team Team @relation(fields: [${columns}], references: [${references}])
}`
    const wider = await diffText(team('@@id([tenant, id])', 'teamId', 'id'), team('@@id([tenant, id])', 'tenant, teamId', 'tenant, id'))
    expect(wider.refusals).toEqual([])
  })

  it('over other fields are another key', async () => {
    const before = blog(relation, 'writerId Int?')
    const after = blog('@relation(fields: [writerId], references: [id])', 'writerId Int?')
    expect(brief(await diffText(before, after))).toEqual(['addForeignKey Post_writerId_fkey', 'dropForeignKey Post_authorId_fkey'])
  })

  it('are not made by relationMode = "prisma"', async () => {
    const datasource = 'datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n'
    expect(brief(await diffText(blog(relation, '@@index([authorId])'), `${datasource}${blog(relation, '@@index([authorId])')}`))).toEqual([
      'dropForeignKey Post_authorId_fkey',
    ])
  })
})

it('renames a primary key', async () => {
  const { changes } = await diffText('model A {\n  id Int @id\n}', 'model A {\n  id Int @id(map: "pk")\n}')
  expect(changes).toEqual([
    { kind: 'renameConstraint', table: { schema: null, name: 'A' }, constraint: 'primaryKey', from: 'A_pkey', to: 'pk' },
  ])
})

describe('a primary key', () => {
  it.each([
    [
      'model A {\n  id Int @id\n  name String\n}',
      'model A {\n  id Int\n  name String @id\n  to A[] @relation("x")\n  back A[] @relation("x")\n}',
    ],
    [
      'model A {\n  name String @unique\n}',
      'model A {\n  id Int @id @default(autoincrement())\n  name String @unique\n  to A[] @relation("x")\n  back A[] @relation("x")\n}',
    ],
    [
      'model A {\n  id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid\n}',
      'model A {\n  id String @id @default(dbgenerated("gen_random_uuid()"))\n  to A[] @relation("x")\n  back A[] @relation("x")\n}',
    ],
  ])('that takes over at contract, or whose type does, is in no new implicit relation', async (before, after) => {
    const { refusals } = await diffText(before, after)
    expect(refusals).toMatchObject([{ code: 'link-over-changed-key', message: expect.stringContaining('_x links rows of A') }])
  })

  it.each([
    ['goes', 'model A {\n  name String @unique\n}'],
    ['gives way to another', 'model A {\n  name String @id\n}'],
  ])('that %s in expand is in no implicit relation that goes', async (_, after) => {
    const before = 'model A {\n  id Int @id\n  name String @unique\n  to A[] @relation("x")\n  back A[] @relation("x")\n}'
    expect((await diffText(before, after, '--drop A.id', '--drop _x')).refusals).toMatchObject([
      {
        code: 'link-over-changed-key',
        message: 'The relation _x links rows of A by its primary key until contract, and that changes in expand.',
      },
    ])
  })

  const model = (...members: readonly string[]): string => `model A {\n${members.map((member) => `  ${member}`).join('\n')}\n}`

  it.each([
    ['gets a column more', ['id Int @id', 't Int'], ['id Int', 't Int', '@@id([t, id])'], ['changePrimaryKey A to t, id']],
    ['gets another order', ['a Int', 'b Int', '@@id([a, b])'], ['a Int', 'b Int', '@@id([b, a])'], ['changePrimaryKey A to b, a']],
    ['is added', ['e String @unique'], ['e String @id'], ['changePrimaryKey A to e', 'dropUnique A_e_key']],
    ['becomes a unique key', ['e String @id'], ['e String @unique'], ['addUnique A_e_key', 'changePrimaryKey A to none']],
    ['goes to other columns', ['id Int @id', 'e String'], ['id Int', 'e String @id'], ['changePrimaryKey A to e']],
  ])('%s', async (_, before, after, expected) => {
    expect(brief(await diffText(model(...before), model(...after)))).toEqual(expected)
  })

  it('takes over in the same plan as its column is dropped, where the new one is there', async () => {
    const diff = await diffText(model('id Int @id', 'e String @unique'), model('e String @id'), '--drop A.id')
    expect(brief(diff)).toEqual(['changePrimaryKey A to e', 'dropUnique A_e_key', 'dropColumn A.id'])
  })

  it.each([
    [['id Int @id', 'e String'], ['e String @id'], ['--drop A.id'], 'make e a required @unique field of A and keep id as it is'],
    [['id Int @id', 'e String? @unique'], ['e String @id'], ['--drop A.id'], 'make e a required @unique field of A'],
    [
      ['id Int @id', 'a Int', 'b Int?', 'c Int'],
      ['a Int', 'b Int', 'c Int', '@@id([a, b])'],
      ['--drop A.id'],
      'first make b required in A, add @@unique([a, b]) and keep id as it is; when that plan is contracted, make it @@id([a, b]) and drop id.',
    ],
    [['id Int @id', 'e String'], ['id Int?', 'e String @id'], [], 'when that plan is contracted, make e the @id.'],
  ])('%j -> %j is refused', async (before, after, flags, way) => {
    const { refusals } = await diffText(model(...before), model(...after), ...flags)
    expect(refusals).toMatchObject([{ code: 'primary-key-not-ready', hint: expect.stringContaining(way) }])
  })

  it('does not change with a type of its columns', async () => {
    const { refusals } = await diffText(model('id Int @id', 't Int'), model('id BigInt', 't Int', '@@id([t, id])'))
    expect(refusals.map(({ code }) => code)).toContain('primary-key-change-retyped')
  })
})
