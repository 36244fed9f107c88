import { describe, expect, it } from 'vitest'
import { brief, diffText } from './diff-text.ts'

const user = 'model User {\n  id Int @id @default(autoincrement())\n  email String @unique\n  name String\n}'
const account = user.replace('model User', 'model Account')
const moves = ['moveTable User to Account', 'renameConstraint User_pkey Account_pkey', 'renameIndex User_email_key Account_email_key']

describe('a model that is gone', () => {
  it('may be a new one, which nobody guesses', async () => {
    const { questions } = await diffText(user, account)
    expect(questions).toMatchObject([
      {
        id: 'rename:User',
        kind: 'rename',
        model: 'User',
        field: null,
        text: 'The model User is gone: is it Account under its new name, or may its table "User" be dropped with all its rows?',
        answers: [
          { flag: '--rename User:Account', text: expect.stringContaining('`@@map("User")` on Account changes no database') },
          { flag: '--drop User' },
        ],
      },
    ])
    expect(brief(await diffText(user, account, '--rename User:Account'))).toEqual(moves)
    expect(brief(await diffText(user, account, '--drop User'))).toEqual(['createTable Account', 'dropTable User'])
  })

  it('has the likeliest of the new ones first, and none that is nothing like it', async () => {
    const invoice = 'model Invoice {\n  number BigInt @id\n  total Decimal\n  paid Boolean\n}'
    const other = 'model UserProfile {\n  id Int @id @default(autoincrement())\n  email String @unique\n  bio String\n}'
    const { questions } = await diffText(user, `${invoice}\n${other}\n${account}`)
    expect(questions[0]?.answers.map(({ flag }) => flag)).toEqual(['--rename User:Account', '--rename User:UserProfile', '--drop User'])
    expect((await diffText(user, invoice)).questions).toMatchObject([{ id: 'drop:User', kind: 'drop' }])
    expect(brief(await diffText(user, `${invoice}\n${account}`, '--rename User:Account'))).toContain('createTable Invoice')
  })

  it('is seen through another way of writing names', async () => {
    const before = 'model user_account {\n  id Int @id\n  first_name String\n  last_login_at DateTime\n}'
    const after = 'model UserAccount {\n  id Int @id\n  firstName String\n  lastLoginAt DateTime\n}'
    expect((await diffText(before, after)).questions).toMatchObject([{ id: 'rename:user_account' }])
  })

  it('cannot become what is not new, nor the same as another', async () => {
    await expect(diffText(user, account, '--rename User:Person')).rejects.toMatchObject({
      code: 'answer-unused',
      message: '--rename User:Person names no new model, and no new join table.',
      hint: 'New are Account.',
    })
    const person = user.replace('model User', 'model Person')
    await expect(diffText(`${user}\n${person}`, account, '--rename User:Account', '--rename Person:Account')).rejects.toMatchObject({
      code: 'answer-conflict',
    })
    await expect(diffText(user, `${user}\n${account}`, '--rename User:Account')).rejects.toMatchObject({ code: 'answer-unused' })
  })

  it('keeps the answers about its fields until it is known what became of it', async () => {
    const after = account.replace('name String', 'fullName String\n  age Int')
    const flags = ['--rename User.name:fullName', '--fill Account.age=1']
    expect((await diffText(user, after, ...flags)).questions.map(({ id }) => id)).toEqual(['rename:User'])
    expect(brief(await diffText(user, after, ...flags, '--rename User:Account'))).toEqual([...moves, 'addColumn Account.age'])
  })
})

describe('a table that moves', () => {
  it('needs no question where the model is the same', async () => {
    const mapped = user.replace(/}$/, '  @@map("users")\n}')
    expect(brief(await diffText(user, mapped))).toEqual([
      'moveTable User to users',
      'renameConstraint User_pkey users_pkey',
      'renameIndex User_email_key users_email_key',
    ])
    expect(brief(await diffText(user, user.replace(/}$/, '  @@map("User")\n}')))).toEqual([])
    expect(brief(await diffText(user, account.replace(/}$/, '  @@map("User")\n}')))).toEqual([])
  })

  it('renames columns on the way, by the name of the old model or of the new one', async () => {
    const after = account.replace('name String', 'fullName String')
    const open = await diffText(user, after, '--rename User:Account')
    expect(open.questions).toMatchObject([
      { id: 'rename:User.name', answers: [{ flag: '--rename User.name:fullName' }, { flag: '--drop User.name' }] },
    ])
    for (const model of ['User', 'Account']) {
      const { changes } = await diffText(user, after, '--rename User:Account', `--rename ${model}.name:fullName`)
      expect(changes[0]).toMatchObject({ kind: 'moveTable', columns: [{ from: 'name', to: 'fullName' }] })
      expect(changes.map(({ kind }) => kind)).not.toContain('renameColumn')
    }
  })

  it('takes its sequences, keys and indexes along, and everything else that differs', async () => {
    const before =
      `${user}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}`.replace(
        'name String',
        'name String\n  posts Post[]',
      )
    const after = before
      .replaceAll('User', 'Account')
      .replace('id Int @id @default(autoincrement())', 'number Int @id @default(autoincrement())')
      .replace('references: [id]', 'references: [number]')
      .replace('name String', 'name String?\n  domain String')
    const flags = ['--rename User:Account', '--rename User.id:number', "--fill 'Account.domain=lower(email)'"]
    expect(brief(await diffText(before, after, ...flags))).toEqual([...moves, 'addColumn Account.domain', 'dropNotNull Account.name'])
  })

  it('goes to another schema as the model that it is', async () => {
    const schema = (name: string): string =>
      `datasource db {\n  provider = "postgresql"\n  schemas = ["public", "auth"]\n}\nmodel Other {\n  id Int @id\n  @@schema("auth")\n}\nmodel User {\n  id Int @id\n  @@schema("${name}")\n}`
    const { changes } = await diffText(schema('auth'), schema('public'))
    expect(changes).toMatchObject([{ kind: 'moveTable', from: { schema: 'auth', name: 'User' }, table: { schema: null, name: 'User' } }])
  })

  it('finds no name taken where it goes', async () => {
    const schema = (name: string): string =>
      `datasource db {\n  provider = "postgresql"\n  schemas = ["public", "auth"]\n}\nmodel Other {\n  id Int @id(map: "User_pkey")\n  @@schema("auth")\n}\nmodel User {\n  id Int @id\n  @@map("Person")\n  @@schema("${name}")\n}`
    const before = schema('public').replace('  @@map("Person")\n', '')
    expect((await diffText(before, schema('auth'))).refusals).toMatchObject([
      { code: 'name-taken', message: expect.stringContaining('the name User_pkey is taken there') },
    ])
  })
})

describe('a table', () => {
  const before = 'model Old {\n  id Int @id\n  name String @unique(map: "things")\n}\nmodel Item {\n  id Int @id\n}'

  it.each([
    ['that moves', 'model Item {\n  id Int @id\n  @@map("things")\n}', '--drop Old'],
    ['that is new', 'model Item {\n  id Int @id\n}\nmodel Thing {\n  id Int @id\n  @@map("things")\n}', '--drop Old'],
  ])('%s gets no name that an index has until contract', async (_, after, ...flags) => {
    expect((await diffText(before, after, ...flags)).refusals).toMatchObject([
      { code: 'name-taken', message: expect.stringContaining('The table things gets the name of an index') },
    ])
  })
})

it.each([
  ['enum things gets the name of a table', 'model Things {\n  id Int @id\n  @@map("things")\n}', 'enum things {\n  A\n}', '--drop Things'],
  ['table things gets the name of an enum', 'enum things {\n  A\n}', 'model Things {\n  id Int @id\n  @@map("things")\n}'],
])('the %s: not before contract', async (message, before, after, ...flags) => {
  const rest = '\nmodel Item {\n  id Int @id\n}'
  expect((await diffText(before + rest, after + rest, ...flags)).refusals).toMatchObject([
    { code: 'name-taken', message: expect.stringContaining(message) },
  ])
})

describe('the join tables of renamed models', () => {
  const schema = (post: string, name = ''): string =>
    `model ${post} {\n  id Int @id\n  labels Label[]${name}\n}\nmodel Label {\n  id Int @id\n  posts ${post}[]${name}\n}`

  it('move along', async () => {
    const { changes } = await diffText(schema('Post'), schema('Story'), '--rename Post:Story')
    expect(changes.filter(({ kind }) => kind === 'moveTable')).toMatchObject([
      { from: { name: 'Post' }, table: { name: 'Story' } },
      { from: { name: '_LabelToPost' }, table: { name: '_LabelToStory' }, columns: [] },
    ])
  })

  it('move along where the model is another one in the code only', async () => {
    const { changes } = await diffText(schema('Post'), schema('Story').replace('labels Label[]', 'labels Label[]\n  @@map("Post")'))
    expect(changes.filter(({ kind }) => kind === 'moveTable')).toMatchObject([
      { from: { name: '_LabelToPost' }, table: { name: '_LabelToStory' } },
    ])
  })

  it('stay what they are where the relation has a name', async () => {
    const named = ' @relation("labels")'
    expect(brief(await diffText(schema('Post', named), schema('Story', named), '--rename Post:Story'))).toEqual([
      'moveTable Post to Story',
      'renameConstraint Post_pkey Story_pkey',
    ])
  })

  it('are asked about where the relation alone got another name', async () => {
    expect((await diffText(schema('Post'), schema('Post', ' @relation("labels")'))).questions).toMatchObject([
      { id: 'rename:_LabelToPost', answers: [{ flag: '--rename _LabelToPost:_labels' }, { flag: '--drop _LabelToPost' }] },
    ])
  })
})

describe('the columns of a join table', () => {
  const schema = (post: string, name = ''): string =>
    `model ${post} {\n  id Int @id\n  labels Label[]${name}\n}\nmodel Label {\n  id Int @id\n  posts ${post}[]${name}\n}`

  it('change places where the names of the models sort otherwise', async () => {
    const diff = await diffText(schema('Post'), schema('Article'), '--rename Post:Article')
    expect(diff.changes).toMatchObject([
      { kind: 'moveTable', table: { name: 'Article' } },
      {
        kind: 'moveTable',
        table: { name: '_ArticleToLabel' },
        columns: [
          { from: 'A', to: 'B' },
          { from: 'B', to: 'A' },
        ],
      },
      { kind: 'renameConstraint' },
      { kind: 'renameConstraint' },
      { kind: 'renameConstraint' },
      { kind: 'rekeyJoinTable', from: { primaryKey: { columns: ['B', 'A'] } }, to: { primaryKey: { columns: ['A', 'B'] } } },
    ])
  })

  it('do not where the table keeps its name', async () => {
    const named = ' @relation("labels")'
    expect((await diffText(schema('Post', named), schema('Article', named), '--rename Post:Article')).refusals).toMatchObject([
      { code: 'join-table-turns', hint: expect.stringContaining('Give the relation another name too') },
    ])
    const other = ' @relation("article labels")'
    const flags = ['--rename Post:Article', "--rename '_labels:_article labels'"]
    expect(brief(await diffText(schema('Post', named), schema('Article', other), ...flags))).toContain(
      'moveTable _labels to _article labels',
    )
  })
})

describe('a join table and a model', () => {
  const apart = 'model Post {\n  id Int @id\n  tags TAGS[]\n}\nmodel Tag {\n  id Int @id\n  posts POSTS[]\n}\n'
  const implicit = apart.replace('TAGS', 'Tag').replace('POSTS', 'Post')
  const explicit = (more: string, action = ', onDelete: Cascade'): string =>
    `${apart.replace('TAGS', 'PostTag').replace('POSTS', 'PostTag')}model PostTag {
  postId Int
  tagId Int
  post Post @relation(fields: [postId], references: [id]${action})
  tag Tag @relation(fields: [tagId], references: [id]${action})
  ${more}
}`

  it('become one another, by what their columns refer to', async () => {
    const model = explicit('@@id([postId, tagId])')
    expect((await diffText(implicit, model)).questions).toMatchObject([
      { id: 'rename:_PostToTag', answers: [{ flag: '--rename _PostToTag:PostTag' }, { flag: '--drop _PostToTag' }] },
    ])
    const forth = await diffText(implicit, model, '--rename _PostToTag:PostTag')
    expect(forth.changes[0]).toMatchObject({
      columns: [
        { from: 'A', to: 'postId' },
        { from: 'B', to: 'tagId' },
      ],
    })
    expect(brief(forth)).toContain('dropIndex _PostToTag_B_index')
    const back = await diffText(model, implicit, '--rename PostTag:_PostToTag')
    expect(brief(back)).toContain('createIndex _PostToTag_B_index')
  })

  it('do not where the model holds more', async () => {
    for (const model of [
      explicit('note String?\n  @@id([postId, tagId])'),
      explicit('@@id([postId, tagId])', ''),
      explicit('id Int @id'),
    ]) {
      expect((await diffText(model, implicit, '--rename PostTag:_PostToTag')).refusals).toMatchObject([
        { code: 'join-table-not-plain', model: 'PostTag', hint: expect.stringContaining('Make two plans of it') },
      ])
    }
  })
})
