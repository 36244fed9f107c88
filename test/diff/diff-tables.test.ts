import { describe, expect, it } from 'vitest'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { answersOf, brief, diffText, schemaOf } from './diff-text.ts'

const user = 'model User {\n  id Int @id\n  email String\n  name String\n}'

describe('tables', () => {
  it('are created whole, foreign keys apart', async () => {
    const after = `model User {\n  id Int @id\n  email String\n  name String\n  posts Post[]\n}
model Post {\n  id Int @id\n  slug String @unique\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n  @@index([authorId])\n}`
    const { changes, questions } = await diffText(user, after)
    expect(questions).toEqual([])
    expect(changes).toMatchObject([
      {
        kind: 'createTable',
        table: { name: 'Post', indexes: [{ name: 'Post_slug_key' }, { name: 'Post_authorId_idx' }], foreignKeys: [] },
      },
      { kind: 'addForeignKey', table: { schema: null, name: 'Post' }, foreignKey: { name: 'Post_authorId_fkey' }, orphans: 'refuse' },
    ])
  })

  it('are dropped only by name', async () => {
    const before = `${user}\nmodel Session {\n  id Int @id\n  token String @unique\n  at DateTime\n}`
    const open = await diffText(before, user)
    expect(open).toMatchObject({
      changes: [],
      questions: [
        {
          id: 'drop:Session',
          kind: 'drop',
          model: 'Session',
          field: null,
          text: 'The model Session is gone: may its table "Session" be dropped with all its rows?',
          answers: [{ flag: '--drop Session', text: 'drop the table and its rows at contract' }],
        },
      ],
    })
    expect(brief(await diffText(before, user, '--drop Session'))).toEqual(['dropTable Session'])
  })

  it('of one name in two schemas are two', async () => {
    const schema = (field: string): string =>
      `datasource db {\n  provider = "postgresql"\n  schemas = ["auth", "shop"]\n}
model A {\n  id Int @id\n  @@map("Item")\n  @@schema("auth")\n}\nmodel B {\n  id Int @id\n  ${field}\n  @@map("Item")\n  @@schema("shop")\n}`
    const { changes } = await diffText(schema(''), schema('note String?'))
    expect(changes).toMatchObject([{ kind: 'addColumn', table: { schema: 'shop', name: 'Item' } }])
  })

  it('may exchange their models', async () => {
    const schema = (first: string, second: string): string =>
      `model ${first} {\n  id Int @id\n  @@map("x")\n}\nmodel ${second} {\n  id Int @id\n  @@map("y")\n}`
    expect(brief(await diffText(schema('A', 'B'), schema('B', 'A')))).toEqual([])
  })
})

describe('join tables of implicit relations', () => {
  const apart = 'model Post {\n  id Int @id\n}\nmodel Tag {\n  id Int @id\n}'
  const joined = 'model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}'

  it('are created', async () => {
    expect(brief(await diffText(apart, joined))).toEqual([
      'createTable _PostToTag',
      'addForeignKey _PostToTag_A_fkey',
      'addForeignKey _PostToTag_B_fkey',
    ])
  })

  it('are dropped by name', async () => {
    const open = await diffText(joined, apart)
    expect(open.questions).toMatchObject([{ id: 'drop:_PostToTag', text: expect.stringContaining('The join table _PostToTag is gone') }])
    expect(brief(await diffText(joined, apart, '--drop _PostToTag'))).toEqual(['dropTable _PostToTag'])
  })

  it('go with a model that is dropped by name', async () => {
    expect(brief(await diffText(joined, 'model Post {\n  id Int @id\n}', '--drop Tag'))).toEqual(['dropTable Tag', 'dropTable _PostToTag'])
  })
})

describe('enums, schemas and extensions', () => {
  const model = (type: string): string => `model A {\n  id Int @id\n  role ${type}\n}\n`

  it('are created and dropped', async () => {
    expect(brief(await diffText('model A {\n  id Int @id\n}', `${model('Role?')}enum Role {\n  A\n}`))).toEqual([
      'createEnum Role',
      'addColumn A.role',
    ])
    expect(brief(await diffText(`${model('Role?')}enum Role {\n  A\n}`, 'model A {\n  id Int @id\n}', '--drop A.role'))).toEqual([
      'dropColumn A.role',
      'dropEnum Role',
    ])
  })

  it('gain values and lose none, in another order or under another name they are the same', async () => {
    const role = (...values: readonly string[]): string =>
      `${model('Role')}enum Role {\n${values.map((value) => `  ${value}`).join('\n')}\n}`
    const before = await schemaOf(role('A', 'B'))
    expect(brief(await diffText(role('A', 'B'), role('Y', 'Z', 'A', 'B', 'C')))).toEqual([
      'addEnumValue Role.Y after nothing',
      'addEnumValue Role.Z after Y',
      'addEnumValue Role.C after B',
    ])
    expect(brief(await diffText(role('A', 'B'), role('B', 'X @map("x y")', 'A')))).toEqual(['addEnumValue Role.x y after B'])
    expect(diffSchemas(before, await schemaOf(role('B', 'A')), answersOf())).toEqual({ changes: [], questions: [], refusals: [] })
    expect(diffSchemas(before, await schemaOf(role('A', 'X @map("B")')), answersOf())).toEqual({ changes: [], questions: [], refusals: [] })
  })

  describe('that lose values', () => {
    const role = (...values: readonly string[]): string =>
      `${model('Role')}enum Role {\n${values.map((value) => `  ${value}`).join('\n')}\n  @@map("role of")\n}`
    const before = role('OWNER', 'ADMIN', 'GUEST @map("guest, once")')

    it('ask what becomes of the rows, a value that is new and called alike first', async () => {
      const { questions, refusals } = await diffText(before, role('ADMIN', 'OWNERS', 'MEMBER'))
      expect(refusals).toEqual([])
      expect(questions.map(({ id, kind, model: name, text }) => [id, kind, name, text])).toEqual([
        ['mapValue:Role.OWNER', 'mapValue', 'Role', 'Role loses OWNER: which value do the rows get that hold it?'],
        ['mapValue:Role.GUEST', 'mapValue', 'Role', 'Role loses GUEST: which value do the rows get that hold it?'],
      ])
      expect(questions[0]?.answers.map(({ flag }) => flag)).toEqual([
        '--map-value Role.OWNER:OWNERS',
        '--map-value Role.OWNER:MEMBER',
        '--map-value Role.OWNER:ADMIN',
        '--map-value Role.OWNER:none',
      ])
      expect(questions[0]?.answers[0]?.text).toContain('`OWNERS @map("OWNER")` changes no database')
    })

    it('take an answer in the names of the schema or of the database; each column of the type is swapped', async () => {
      for (const guest of ['Role.GUEST:none', 'role of.guest, once:none']) {
        const diff = await diffText(before, role('ADMIN', 'OWNERS'), '--map-value Role.OWNER:OWNERS', `--map-value '${guest}'`)
        expect(brief(diff)).toEqual([
          'addEnumValue role of.OWNERS after ADMIN',
          'changeEnum role of to role of',
          'changeType A.role from "role of" to "role of"',
        ])
        expect(diff.changes[1]).toMatchObject({ mapping: [{ from: 'OWNER', to: 'OWNERS' }] })
        expect(diff.changes[2]).toMatchObject({ shadowType: '"role of_stager"' })
      }
    })

    it('and refuse an answer that names no value, or a value that stays', async () => {
      const after = role('ADMIN', 'GUEST @map("guest, once")')
      await expect(diffText(before, after, '--map-value Role.OWNER:BOSS')).rejects.toMatchObject({
        code: 'answer-invalid',
        exitCode: 2,
        message: expect.stringContaining('Role has no value BOSS'),
        hint: expect.stringContaining('ADMIN and GUEST; none says that no row holds OWNER'),
      })
      await expect(diffText(before, after, '--map-value Role.OWNER:ADMIN', '--map-value Role.ADMIN:GUEST')).rejects.toMatchObject({
        code: 'answer-unused',
      })
    })

    it('need no answer where no column that stays has the type', async () => {
      const gone = await diffText(
        before,
        `${model('Int?')}enum Role {\n  ADMIN\n  @@map("role of")\n}`.replace('role', 'other'),
        '--drop A.role',
      )
      expect(gone.questions).toEqual([])
      expect(brief(gone)).toEqual(['changeEnum role of to role of', 'addColumn A.other', 'dropColumn A.role'])
    })

    it('and are refused another name in the database, which @@map spares', async () => {
      const named = (name: string, map = ''): string => `model A {\n  id Int @id\n  role ${name}[]\n}\nenum ${name} {\n  A\n  B\n${map}}`
      const refusal = async (from: string, to: string): Promise<unknown> => (await diffText(from, to)).refusals
      const code = 'enum-rename-not-staged'
      expect(await refusal(named('Role'), named('UserRole'))).toMatchObject([
        {
          code,
          message: expect.stringContaining('from the type "Role" to "UserRole"'),
          hint: expect.stringContaining('put @@map("Role") on UserRole'),
        },
      ])
      expect(await refusal(named('Role'), named('Role', '  @@map("role")\n'))).toMatchObject([
        { code, hint: expect.stringContaining('take @@map("role") off Role') },
      ])
      expect(await diffText(named('Role'), named('UserRole', '  @@map("Role")\n'))).toMatchObject({ changes: [], refusals: [] })
    })

    it('and are refused in the join table of an implicit relation', async () => {
      const linked = (values: string): string =>
        `enum Role {\n${values}\n}\nmodel U {\n  role Role @id\n  vs V[]\n}\nmodel V {\n  id Int @id\n  us U[]\n}`
      expect((await diffText(linked('  A\n  B'), linked('  A'), '--map-value Role.B:A')).refusals).toMatchObject([
        {
          code: 'type-change-not-staged',
          message: expect.stringContaining('_UToV, the join table'),
          hint: expect.stringContaining('explicit model'),
        },
      ])
    })

    it('and are refused where a key that is no cascade holds the rows', async () => {
      const keyed = (values: string): string =>
        `enum Role {\n${values}\n}\nmodel U {\n  role Role @id\n  vs V[]\n}\nmodel V {\n  id Int @id\n  role Role\n  u U @relation(fields: [role], references: [role], onUpdate: Restrict)\n}`
      expect((await diffText(keyed('  A\n  B'), keyed('  A'), '--map-value Role.B:A')).refusals).toMatchObject([
        {
          code: 'enum-key-not-staged',
          message: expect.stringContaining('V_role_fkey holds rows'),
          hint: expect.stringContaining('onUpdate: Cascade'),
        },
      ])
      expect((await diffText(keyed('  A\n  B'), keyed('  A'), '--map-value Role.B:none')).refusals).toEqual([])
    })

    it('name a value that is called none', async () => {
      const { changes, questions } = await diffText(role('A', 'B', 'none'), role('A', 'none'), '--map-value Role.B:none')
      expect(questions).toEqual([])
      expect(changes[0]).toMatchObject({ kind: 'changeEnum', mapping: [{ from: 'B', to: 'none' }] })
    })
  })

  it('come into being before what they hold', async () => {
    const schema = (names: string, more = ''): string =>
      `datasource db {\n  provider = "postgresql"\n  schemas = [${names}]\n}\nmodel A {\n  id Int @id\n  @@schema("one")\n}\n${more}`
    const after = schema('"one", "two"', 'model B {\n  id Int @id\n  @@schema("two")\n}')
    expect(brief(await diffText(schema('"one"'), after))).toEqual(['createSchema two', 'createTable B'])
    // What is left of the schema is empty: Prisma does not see it, and it may hold what is not Prisma's.
    expect(brief(await diffText(after, schema('"one"'), '--drop B'))).toEqual(['dropTable B'])
  })

  it('extensions are created, never dropped', () => {
    const empty = { tables: [], enums: [], schemas: [], extensions: [] }
    const citext = { ...empty, extensions: ['citext'] }
    expect(diffSchemas(empty, citext, answersOf()).changes).toEqual([{ kind: 'createExtension', name: 'citext' }])
    expect(diffSchemas(citext, empty, answersOf()).refusals).toMatchObject([{ code: 'extension-drop-not-staged' }])
  })
})

describe('a large change', () => {
  const before = `enum Old {\n  A\n}
model User {\n  id Int @id @default(autoincrement())\n  email String\n  name String?\n  legacy Old?\n  posts Post[]\n  @@index([email])\n}
model Post {\n  id Int @id\n  title String\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n}
model Gone {\n  id Int @id\n}`
  const after = `enum Fresh {\n  X\n}
model Post {\n  id Int @id\n  headline String\n  authorId Int\n  slug String @unique\n  author User @relation(fields: [authorId], references: [id], onDelete: Cascade)\n  comments Comment[]\n}
model Comment {\n  id Int @id\n  kind Fresh\n  postId Int\n  post Post @relation(fields: [postId], references: [id])\n}
model User {\n  id Int @id @default(autoincrement())\n  email String @unique\n  name String\n  posts Post[]\n}`
  const flags = [
    '--rename Post.title:headline',
    '--drop Gone',
    '--drop User.legacy',
    "--fill 'Post.slug=lower(title)'",
    `--fill "User.name=split_part(email, '@', 1)"`,
    '--duplicates User.email:suffix',
  ]
  const expected = [
    'createEnum Fresh',
    'createTable Comment',
    'addColumn Post.slug',
    'renameColumn Post.title headline',
    'setNotNull User.name',
    'addUnique Post_slug_key',
    'addUnique User_email_key',
    'addForeignKey Comment_postId_fkey',
    'changeForeignKey Post_authorId_fkey Post_authorId_fkey',
    'dropIndex User_email_idx',
    'dropColumn User.legacy',
    'dropTable Gone',
    'dropEnum Old',
  ]

  it('is one list in one order', async () => {
    expect(brief(await diffText(before, after, ...flags))).toEqual(expected)
  })

  it('does not depend on the order of the models', async () => {
    const blocks = (text: string): string =>
      text
        .split(/\n(?=model|enum)/)
        .toReversed()
        .join('\n')
    expect(brief(await diffText(blocks(before), blocks(after), ...flags))).toEqual(expected)
  })

  it('asks for all that it cannot know', async () => {
    const { questions } = await diffText(before, after)
    expect(questions.map(({ id }) => id).toSorted()).toEqual(['drop:Gone', 'drop:User.legacy', 'fill:User.name', 'rename:Post.title'])
  })
})

describe('a model that moves to another schema', () => {
  const schema = (members: string, place: string): string =>
    `datasource db {\n  provider = "postgresql"\n  schemas = ["public", "other"]\n}\nmodel User {\n  id Int @id\n${members}  @@schema("${place}")\n}`
  const friends = '  friends User[] @relation("friends")\n  friendOf User[] @relation("friends")\n'

  it('is refused while its join table is dropped', async () => {
    const answers = ['--rename User:User', '--drop _friends'] as const
    expect((await diffText(schema(friends, 'public'), schema('', 'other'), ...answers)).refusals).toMatchObject([
      { code: 'join-table-left-behind', model: 'User' },
    ])
    expect((await diffText(schema(friends, 'public'), schema('', 'public'), '--drop _friends')).refusals).toEqual([])
  })
})
