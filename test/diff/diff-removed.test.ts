import { describe, expect, it } from 'vitest'
import { brief, diffText } from './diff-text.ts'

const user = (...members: readonly string[]): string =>
  `model User {\n  id Int @id\n${members.map((member) => `  ${member}`).join('\n')}\n}`

describe('a removed field', () => {
  it('is not dropped unasked', async () => {
    const { changes, questions } = await diffText(user('legacy String'), user())
    expect(changes).toEqual([])
    expect(questions).toEqual([
      {
        id: 'drop:User.legacy',
        kind: 'drop',
        model: 'User',
        field: 'legacy',
        text: 'User.legacy is gone: may it be dropped with its data?',
        answers: [{ flag: '--drop User.legacy', text: expect.stringContaining('drop legacy and its data at contract') }],
      },
    ])
  })

  it('is dropped by name, with what rows of the new application get for the old one', async () => {
    const { changes } = await diffText(
      user('name String', 'legacy String'),
      user('name String'),
      '--drop User.legacy',
      "--down 'User.legacy=upper(name)'",
    )
    expect(changes).toMatchObject([
      { kind: 'dropColumn', column: { name: 'legacy' }, down: { kind: 'expression', sql: 'upper(name)', sources: ['name'] } },
    ])
  })

  it('takes its indexes and foreign keys along', async () => {
    const before = `${user('a Int @unique', 'b Int', 'posts Post[]', '@@index([b, a])')}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}`
    const after = `${user('b Int')}\nmodel Post {\n  id Int @id\n}`
    expect(brief(await diffText(before, after, '--drop User.a', '--drop Post.userId'))).toEqual([
      'dropForeignKey Post_userId_fkey',
      'dropUnique User_a_key',
      'dropIndex User_b_a_idx',
      'dropColumn Post.userId',
      'dropColumn User.a',
    ])
  })

  it('is named as the old schema has it, column names apart', async () => {
    const { questions } = await diffText(user('legacy String @map("old_legacy")'), user())
    expect(questions[0]?.answers[0]?.flag).toBe('--drop User.legacy')
  })
})

describe('a rename', () => {
  it('may be one of the column alone', async () => {
    const { questions } = await diffText(user('name String'), user('name String @map("full_name")'))
    expect(questions).toMatchObject([
      {
        id: 'rename:User.name',
        text: 'User.name has the column full_name now: is it name under its new name, or may name be dropped with its data?',
        answers: [
          {
            flag: '--rename User.name:name',
            text: 'its column name was renamed to full_name; `name ... @map("name")` keeps the name, and changes no database',
          },
          { flag: '--drop User.name', text: 'drop name and its data at contract' },
        ],
      },
    ])
  })

  it('is asked about where a new field has the same type, and nothing else is asked before', async () => {
    const { changes, questions } = await diffText(user('name String'), user('fullName String'))
    expect(changes).toEqual([])
    expect(questions).toMatchObject([
      {
        id: 'rename:User.name',
        kind: 'rename',
        model: 'User',
        field: 'name',
        text: 'User.name is gone: is it fullName under its new name, or may it be dropped with its data?',
      },
    ])
    expect(questions[0]?.answers.map(({ flag }) => flag)).toEqual(['--rename User.name:fullName', '--drop User.name'])
    expect(questions[0]?.answers[0]?.text).toContain('fullName ... @map("name")')
  })

  it('is not asked about where the types differ', async () => {
    const { questions } = await diffText(user('age Int'), user('years String'))
    expect(questions.map(({ id }) => id)).toEqual(['fill:User.years', 'drop:User.age'])
    expect(questions[1]?.answers[0]?.text).toContain('--fill User.years=... carries the data over')
  })

  it('names the likeliest field first', async () => {
    const before = user('first String', 'emailAddress String @unique', 'last String')
    const after = user('note String', 'first String', 'mail_address String @unique', 'last String', 'other String?')
    const { questions } = await diffText(before, after)
    expect(questions[0]?.answers.map(({ flag }) => flag)).toEqual([
      '--rename User.emailAddress:mail_address',
      '--rename User.emailAddress:note',
      '--rename User.emailAddress:other',
      '--drop User.emailAddress',
    ])
  })

  it('takes both columns as they are', async () => {
    const { changes } = await diffText(user('name String'), user('fullName String? @default("x")'), '--rename User.name:fullName')
    expect(changes).toEqual([
      {
        kind: 'renameColumn',
        table: { schema: null, name: 'User' },
        from: { name: 'name', field: 'name', type: 'TEXT', nullable: false, default: null, clientDefault: null },
        to: {
          name: 'fullName',
          field: 'fullName',
          type: 'TEXT',
          nullable: true,
          default: { kind: 'stable', sql: `'x'` },
          clientDefault: null,
        },
        fill: null,
        conversion: null,
      },
    ])
  })

  it('takes indexes, uniques and foreign keys along', async () => {
    const team = 'model Team {\n  id Int @id\n  users User[]\n}\n'
    const members = (field: string): string =>
      `${team}${user(`${field} Int @unique`, `team Team @relation(fields: [${field}], references: [id])`, `@@index([${field}, id])`)}`
    const diff = await diffText(members('team_id'), members('teamId'), '--rename User.team_id:teamId')
    expect(brief(diff)).toEqual([
      'renameColumn User.team_id teamId',
      'createIndex User_teamId_id_idx',
      'addUnique User_teamId_key',
      'addForeignKey User_teamId_fkey',
      'dropForeignKey User_team_id_fkey',
      'dropUnique User_team_id_key',
      'dropIndex User_team_id_id_idx',
    ])
  })

  it('of a column that a foreign key refers to changes that key', async () => {
    const schema = (field: string): string =>
      `${user(`${field} String @unique`, 'posts Post[]')}\nmodel Post {\n  id Int @id\n  by String\n  user User @relation(fields: [by], references: [${field}])\n}`
    expect(brief(await diffText(schema('handle'), schema('slug'), '--rename User.handle:slug'))).toEqual([
      'renameColumn User.handle slug',
      'addUnique User_slug_key',
      'changeForeignKey Post_by_fkey Post_by_fkey',
      'dropUnique User_handle_key',
    ])
  })

  it('may keep the name of its foreign key', async () => {
    const team = 'model Team {\n  id Int @id\n  users User[]\n}\n'
    const schema = (field: string): string =>
      `${team}${user(`${field} Int`, `team Team @relation(fields: [${field}], references: [id], map: "fk")`)}`
    expect(brief(await diffText(schema('team_id'), schema('teamId'), '--rename User.team_id:teamId'))).toEqual([
      'renameColumn User.team_id teamId',
      'changeForeignKey fk fk',
    ])
  })

  it('cannot build an index under the name of the old one', async () => {
    const schema = (field: string): string => user(`${field} Int`, `@@index([${field}], map: "mine")`)
    const { refusals } = await diffText(schema('a'), schema('b'), '--rename User.a:b')
    expect(refusals).toMatchObject([{ code: 'name-taken', message: expect.stringContaining('mine') }])
  })

  it('asks again when it tightens', async () => {
    const open = await diffText(user('name String?'), user('fullName String'), '--rename User.name:fullName')
    expect(open.questions).toMatchObject([{ id: 'fill:User.fullName', text: expect.stringContaining('rows with NULL in User.name') }])
    expect(open.questions[0]?.answers.map(({ flag }) => flag)).toEqual([
      "--fill 'User.fullName=<sql expression>'",
      '--fill User.fullName=none',
    ])
    const { changes } = await diffText(
      user('name String?'),
      user('fullName String'),
      '--rename User.name:fullName',
      `--fill "User.fullName='x'"`,
    )
    expect(changes).toMatchObject([{ kind: 'renameColumn', fill: { kind: 'expression', sql: `'x'` } }])
  })

  it('is not filled by a transform', async () => {
    const { refusals } = await diffText(
      user('name String?'),
      user('fullName String'),
      '--rename User.name:fullName',
      '--fill User.fullName=ts',
    )
    expect(refusals).toMatchObject([{ code: 'rename-fill-not-sql' }])
  })

  it('may change the type', async () => {
    const { changes } = await diffText(user('age Int'), user('years BigInt'), '--rename User.age:years')
    expect(changes).toMatchObject([{ kind: 'renameColumn', fill: null, conversion: { up: '"age"::BIGINT', down: expect.any(String) } }])
  })

  it('asks how a value gets a type that nothing leads to', async () => {
    const [before, after, rename] = [user('seen DateTime'), user('at Int'), '--rename User.seen:at'] as const
    expect((await diffText(before, after, rename)).questions).toMatchObject([
      { id: 'fill:User.at', answers: [{ flag: "--fill 'User.at=<sql expression over seen>'" }, {}, {}, { flag: '--drop User.seen' }] },
    ])
    const answered = await diffText(
      before,
      after,
      rename,
      "--fill 'User.at=extract(epoch FROM seen)'",
      "--down 'User.seen=to_timestamp(at)'",
    )
    expect(answered.changes).toMatchObject([
      {
        kind: 'renameColumn',
        fill: null,
        conversion: { up: 'extract(epoch FROM seen)', down: 'to_timestamp(at)', upCanFail: true, downCanFail: true, given: true },
      },
    ])
  })

  it('fills rows without a value, or converts, by what the answer reads', async () => {
    const [before, after, rename] = [user('age String?'), user('years Int'), '--rename User.age:years'] as const
    expect((await diffText(before, after, rename)).questions).toMatchObject([{ id: 'fill:User.years' }])
    expect((await diffText(before, after, rename, '--fill User.years=0')).changes).toMatchObject([
      { conversion: { up: expect.stringMatching(/^CASE WHEN "age" IS NULL THEN 0 ELSE CASE/), given: false } },
    ])
    expect((await diffText(before, after, rename, "--fill 'User.years=coalesce(age, 0::text)::int'")).changes).toMatchObject([
      { conversion: { up: 'coalesce(age, 0::text)::int', given: true } },
    ])
    expect((await diffText(before, after, rename, '--fill User.years=ts')).changes).toMatchObject([{ fill: { kind: 'typescript' } }])
  })

  it('moves a sequence, and does not make one', async () => {
    const schema = (field: string, counts: string): string => user(`${field} Int @unique ${counts}`)
    const counts = '@default(autoincrement())'
    expect(brief(await diffText(schema('number', counts), schema('no', counts), '--rename User.number:no'))).toContain(
      'renameColumn User.number no',
    )
    expect(brief(await diffText(schema('number', counts), schema('no', ''), '--rename User.number:no'))).toContain(
      'renameColumn User.number no',
    )
    const { refusals } = await diffText(schema('number', ''), schema('no', counts), '--rename User.number:no')
    expect(refusals).toMatchObject([{ code: 'rename-adds-autoincrement', hint: expect.stringContaining('in the plan after that') }])
    expect(brief(await diffText(schema('no', ''), schema('no', counts)))).toEqual(['addSequence User.no'])
  })

  it('of one of two leaves the other to be dropped and filled', async () => {
    const diff = await diffText(
      user('a String', 'b String'),
      user('c String', 'd String'),
      '--rename User.a:d',
      '--drop User.b',
      "--fill 'User.c=upper(b)'",
    )
    expect(brief(diff)).toEqual(['addColumn User.c', 'renameColumn User.a d', 'dropColumn User.b'])
  })

  it('offers one new field to both until one has it', async () => {
    const open = await diffText(user('a String', 'b String'), user('c String'))
    expect(open.questions.map(({ id }) => id)).toEqual(['rename:User.a', 'rename:User.b'])
    const next = await diffText(user('a String', 'b String'), user('c String'), '--rename User.a:c')
    expect(next.questions.map(({ id }) => id)).toEqual(['drop:User.b'])
  })

  it('must name a new field', async () => {
    await expect(diffText(user('a String'), user('c String'), '--rename User.a:d')).rejects.toMatchObject({
      code: 'answer-unused',
      exitCode: 2,
      message: '--rename User.a:d names no new field of User.',
      hint: 'Its new fields are c.',
    })
  })

  it('names the old model, when the model has another name as well', async () => {
    const after = 'model Person {\n  id Int @id\n  fullName String\n  @@map("User")\n}'
    expect(brief(await diffText(user('name String'), after, '--rename User.name:fullName'))).toEqual(['renameColumn User.name fullName'])
  })
})

describe('an answer to nothing', () => {
  it.each([
    [
      '--drop User.nam',
      '--drop User.nam answers nothing: User.nam is no removed field or model of this change.',
      'Did you mean User.name?',
    ],
    ['--drop Usr', '', 'Did you mean User.name?'],
    ['--rename User.nme:x', '--rename User.nme answers nothing', 'Did you mean User.name?'],
    ['--fill User.slugg=none', '--fill User.slugg answers nothing', 'Did you mean User.slug?'],
    ['--down User.x=1', '--down User.x answers nothing', 'Did you mean User.name?'],
    ['--orphans User.x:delete', '--orphans User.x answers nothing', 'Leave --orphans out'],
    ['--duplicates User.x:delete', '--duplicates User.x answers nothing', 'Leave --duplicates out'],
  ])('%s is a mistake', async (flag, message, hint) => {
    await expect(diffText(user('name String'), user('slug Int?'), flag)).rejects.toMatchObject({
      code: 'answer-unused',
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    })
  })

  it('is not called one while a question is open that it may belong to', async () => {
    const { questions } = await diffText(user('name String'), user('slug String'), "--fill 'User.slug=lower(name)'")
    expect(questions.map(({ id }) => id)).toEqual(['rename:User.name'])
  })
})
