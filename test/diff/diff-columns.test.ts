import { describe, expect, it } from 'vitest'
import { brief, diffText } from './diff-text.ts'

const user = (...fields: readonly string[]): string =>
  `model User {\n  id Int @id @default(autoincrement())\n${fields.map((field) => `  ${field}`).join('\n')}\n}`

describe('nothing to do', () => {
  it('is what equal schemas give', async () => {
    expect(await diffText(user('name String'), user('name String'))).toEqual({ changes: [], questions: [], refusals: [] })
  })

  it('is what another field name over the same column gives', async () => {
    expect(brief(await diffText(user('name String'), user('fullName String @map("name")')))).toEqual([])
  })

  it('is what another model name over the same table gives', async () => {
    const after = user('name String').replace('model User', 'model Person').replace(/}$/, '\n  @@map("User")\n}')
    expect(brief(await diffText(user('name String'), after))).toEqual([])
  })

  it('is what another default of the client gives', async () => {
    expect(brief(await diffText(user('key String @default(cuid())'), user('key String @default(nanoid())')))).toEqual([])
  })

  it('is what another order of fields gives', async () => {
    expect(brief(await diffText(user('a String', 'b String'), user('b String', 'a String')))).toEqual([])
  })
})

describe('a new field', () => {
  it('needs no answer when it is optional', async () => {
    const { changes } = await diffText(user(), user('name String?'))
    expect(changes).toEqual([
      {
        kind: 'addColumn',
        table: { schema: null, name: 'User' },
        column: { name: 'name', field: 'name', type: 'TEXT', nullable: true, default: null, clientDefault: null },
        fill: null,
      },
    ])
  })

  it('needs no answer when it has a stable default', async () => {
    expect((await diffText(user(), user('active Boolean @default(true)'))).changes).toMatchObject([{ kind: 'addColumn', fill: null }])
  })

  it('is filled with its volatile default', async () => {
    const { changes } = await diffText(user(), user('key String @default(dbgenerated("gen_random_uuid()"))'))
    expect(changes).toMatchObject([{ kind: 'addColumn', fill: { kind: 'expression', sql: 'gen_random_uuid()', sources: [] } }])
  })

  it('leaves the fill of a sequence to its operation', async () => {
    const before = 'model User {\n  id String @id\n}'
    const after = 'model User {\n  id String @id\n  number Int @unique @default(autoincrement())\n}'
    expect((await diffText(before, after)).changes).toMatchObject([
      { kind: 'addColumn', column: { default: { kind: 'sequence' } }, fill: null },
      { kind: 'addUnique', duplicates: 'refuse' },
    ])
  })

  it('asks what rows get when it is required', async () => {
    const { changes, questions } = await diffText(user(), user('slug String'))
    expect(changes).toEqual([])
    expect(questions).toEqual([
      {
        id: 'fill:User.slug',
        kind: 'fill',
        model: 'User',
        field: 'slug',
        text: 'Which value do the existing rows get in the new required field User.slug?',
        answers: [
          { flag: "--fill 'User.slug=<sql expression>'", text: expect.any(String) },
          { flag: "--fill 'User.slug=<path/to/transform.ts>'", text: expect.any(String) },
          { flag: '--fill User.slug=ts', text: expect.any(String) },
        ],
      },
    ])
  })

  it.each([
    ['key String @default(uuid())', '--fill User.key=gen_random_uuid()::text'],
    ['key String @default(uuid()) @db.Uuid', '--fill User.key=gen_random_uuid()'],
    ['at DateTime @updatedAt', '--fill User.at=CURRENT_TIMESTAMP'],
    ['key String @default(cuid())', "--fill 'User.key=<path/to/transform.ts>'"],
    ['key String @default(nanoid())', "--fill 'User.key=<path/to/transform.ts>'"],
  ])('suggests for %s first %s', async (field, flag) => {
    const { questions } = await diffText(user(), user(field))
    expect(questions[0]?.answers[0]?.flag.replaceAll("'", '')).toBe(flag.replaceAll("'", ''))
  })

  it('suggests when the row was made for a field with @updatedAt', async () => {
    const { questions } = await diffText(
      user('createdAt DateTime @default(now())'),
      user('createdAt DateTime @default(now())', 'updatedAt DateTime @updatedAt'),
    )
    expect(questions[0]?.answers.slice(0, 2).map(({ flag }) => flag)).toEqual([
      `--fill 'User.updatedAt="createdAt"'`,
      '--fill User.updatedAt=CURRENT_TIMESTAMP',
    ])
  })

  it('takes an expression and its columns', async () => {
    const { changes } = await diffText(
      user('firstName String', 'last String'),
      user('firstName String', 'last String', 'full String'),
      `--fill 'User.full="firstName" || last'`,
    )
    expect(changes).toMatchObject([{ fill: { kind: 'expression', sql: '"firstName" || last', sources: ['firstName', 'last'] } }])
  })

  it('takes a subquery as what only the backfill computes', async () => {
    const { changes } = await diffText(
      user('name String'),
      user('name String', 'rank Int'),
      `--fill 'User.rank=(SELECT count(*) FROM "User" o WHERE o.name < "User".name)'`,
    )
    expect(changes).toMatchObject([{ fill: { kind: 'query', sources: ['name'] } }])
  })

  it('takes a transform, whose frame reads the whole row', async () => {
    const { changes } = await diffText(user('name String'), user('name String', 'slug String'), '--fill User.slug=ts')
    expect(changes).toMatchObject([{ fill: { kind: 'typescript', file: null, sources: ['id', 'name'] } }])
  })

  it('may be filled although it is optional', async () => {
    const { changes } = await diffText(user('name String'), user('name String', 'slug String?'), "--fill 'User.slug=lower(name)'")
    expect(changes).toMatchObject([{ column: { nullable: true }, fill: { sql: 'lower(name)' } }])
  })

  it('may be required without a value for anybody', async () => {
    const { changes } = await diffText(user(), user('slug String'), '--fill User.slug=none')
    expect(changes).toMatchObject([{ fill: { kind: 'none' } }])
  })

  it('cannot be computed from itself', async () => {
    const { refusals } = await diffText(user(), user('slug String'), "--fill 'User.slug=lower(slug)'")
    expect(refusals).toMatchObject([{ code: 'fill-reads-itself', field: 'slug' }])
  })

  it.each([
    ['lower(nme)', 'reads nme', 'Write the names of database columns'],
    ['lower(fullName)', 'reads fullname', 'Write "fullName", with the double quotes.'],
    ['lower(mail)', 'reads mail', 'Write "e_mail", with the double quotes.'],
    ['o.id', 'reads o.id', ''],
    ['(SELECT "User".nothing)', 'reads nothing', ''],
  ])('does not take an expression over what is not there: %s', async (sql, message, hint) => {
    const before = user('fullName String', 'mail String @map("e_mail")')
    const after = user('fullName String', 'mail String @map("e_mail")', 'slug String')
    await expect(diffText(before, after, `--fill 'User.slug=${sql}'`)).rejects.toMatchObject({
      code: 'fill-unknown-column',
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    })
  })

  it('needs a key where undo has to find the rows again, or NULL may be right', async () => {
    const log = (kind: string): string => `model Log {\n  at DateTime?\n  code Int? @unique\n  ${kind}\n  @@ignore\n}`
    expect(brief(await diffText(log(''), log('kind String'), '--fill "Log.kind=\'x\'"'))).toEqual(['addColumn Log.kind'])
    const replaced = await diffText(log('kind String?'), log('kind String'), '--fill "Log.kind=\'x\'"')
    expect(replaced.refusals).toMatchObject([{ code: 'no-key', model: 'Log' }])
    const optional = await diffText(log(''), log('kind String?'), '--fill Log.kind=ts')
    expect(optional.refusals).toMatchObject([{ code: 'no-key', model: 'Log' }])
  })

  it('walks by a unique index over required fields', async () => {
    const table = (more: string): string => `model Log {\n  code Int @unique\n  ${more}\n}`
    expect(brief(await diffText(table(''), table('kind String'), '--fill "Log.kind=\'x\'"'))).toEqual(['addColumn Log.kind'])
  })
})

describe('a field that becomes required', () => {
  it('asks what NULL becomes', async () => {
    const { questions } = await diffText(user('name String?'), user('name String'))
    expect(questions).toMatchObject([{ id: 'fill:User.name', kind: 'fill' }])
    expect(questions[0]?.answers.map(({ flag }) => flag)).toEqual([
      "--fill 'User.name=<sql expression>'",
      "--fill 'User.name=<path/to/transform.ts>'",
      '--fill User.name=ts',
      '--fill User.name=none',
    ])
  })

  it('suggests its default first', async () => {
    const { questions } = await diffText(user('role String?'), user(`role String @default("it's")`))
    expect(questions[0]?.answers[0]?.flag).toBe(`--fill "User.role='it''s'"`)
  })

  it('takes an expression', async () => {
    const { changes } = await diffText(user('name String?'), user('name String'), `--fill "User.name=COALESCE(name, 'x')"`)
    expect(changes).toMatchObject([
      { kind: 'setNotNull', column: { name: 'name', nullable: false }, fill: { kind: 'expression', sources: ['name'] } },
    ])
  })

  it('takes the word that there is no NULL', async () => {
    const { changes } = await diffText(user('name String?'), user('name String'), '--fill User.name=none')
    expect(changes).toMatchObject([{ kind: 'setNotNull', fill: { kind: 'none' } }])
  })
})

describe('defaults and optionality', () => {
  it('become optional, get, change and lose a default without a question', async () => {
    const diff = await diffText(
      user('a String', 'b String', 'c Int @default(1)', 'd Int @default(1)'),
      user('a String?', 'b String @default("x")', 'c Int @default(2)', 'd Int'),
    )
    expect(brief(diff)).toEqual(['dropNotNull User.a', 'setDefault User.b', 'setDefault User.c', 'dropDefault User.d'])
    expect(diff.changes[2]).toMatchObject({ from: { kind: 'stable', sql: '1' }, to: { kind: 'stable', sql: '2' } })
  })

  it('may change together with everything else of the field but its type', async () => {
    const diff = await diffText(user('a String?'), user('a String @default("x") @unique'), `--fill "User.a='x'"`)
    expect(brief(diff)).toEqual(['setDefault User.a', 'setNotNull User.a', 'addUnique User_a_key'])
  })
})

describe('a wider type', () => {
  it.each([
    ['String @db.VarChar(10)', 'String @db.VarChar(20)', 'VARCHAR(10) VARCHAR(20)'],
    ['String @db.VarChar(10)', 'String', 'VARCHAR(10) TEXT'],
    ['String? @db.VarChar(10)', 'String? @db.Text', 'VARCHAR(10) TEXT'],
    ['String @db.VarChar(10)', 'String @db.VarChar', 'VARCHAR(10) VARCHAR'],
    ['String @db.VarChar', 'String', 'VARCHAR TEXT'],
    ['Decimal @db.Decimal(8, 2)', 'Decimal @db.Decimal(10, 2)', 'DECIMAL(8,2) DECIMAL(10,2)'],
    ['String @db.VarBit(8)', 'String @db.VarBit(16)', 'VARBIT(8) VARBIT(16)'],
  ])('is a change of the database alone: %s -> %s', async (from, to, types) => {
    expect(brief(await diffText(user(`a ${from}`), user(`a ${to}`)))).toEqual([`widenColumn User.a ${types}`])
  })

  it('goes with everything else of the field', async () => {
    const diff = await diffText(user('a String? @db.VarChar(8)'), user('a String @default("x") @unique'), `--fill "User.a='x'"`)
    expect(brief(diff)).toEqual(['widenColumn User.a VARCHAR(8) TEXT', 'setDefault User.a', 'setNotNull User.a', 'addUnique User_a_key'])
  })

  it('is a swap for the columns of a foreign key, at either end: PostgreSQL would add the key again under locks', async () => {
    const schema = (type: string): string =>
      `model A {\n  id String @id @db.${type}\n  bs B[]\n}\nmodel B {\n  id Int @id\n  aId String @db.${type}\n  a A @relation(fields: [aId], references: [id])\n}`
    expect(brief(await diffText(schema('VarChar(8)'), schema('VarChar(9)')))).toEqual([
      'changeType A.id from VARCHAR(8) to VARCHAR(9)',
      'changeType B.aId from VARCHAR(8) to VARCHAR(9)',
    ])
  })
})

describe('a type that clients of both schemas tolerate', () => {
  it.each([
    ['Int', 'BigInt', 'INTEGER to BIGINT'],
    ['String @db.VarChar(20)', 'String @db.VarChar(10)', 'VARCHAR(20) to VARCHAR(10)'],
    ['String', 'String @db.VarChar(10)', 'TEXT to VARCHAR(10)'],
    ['String @db.Char(10)', 'String @db.Char(20)', 'CHAR(10) to CHAR(20)'],
    ['String @db.Char(10)', 'String', 'CHAR(10) to TEXT'],
    ['String[] @db.VarChar(10)', 'String[] @db.VarChar(20)', 'VARCHAR(10)[] to VARCHAR(20)[]'],
    ['String[] @db.VarChar(10)', 'String[]', 'VARCHAR(10)[] to TEXT[]'],
    ['Decimal @db.Decimal(10, 2)', 'Decimal @db.Decimal(9, 2)', 'DECIMAL(10,2) to DECIMAL(9,2)'],
    ['Decimal @db.Decimal(10, 2)', 'Decimal @db.Decimal(12, 4)', 'DECIMAL(10,2) to DECIMAL(12,4)'],
    ['String @db.VarBit(8)', 'String @db.Bit(16)', 'VARBIT(8) to BIT(16)'],
  ])('is a swap: %s -> %s', async (from, to, types) => {
    expect(brief(await diffText(user(`a ${from}`), user(`a ${to}`)))).toEqual([`changeType User.a from ${types}`])
  })

  it('goes with everything else of the field; an answer converts what is there, NULL included', async () => {
    const [before, after] = [user('a Int?'), user('a BigInt @default(1) @unique')]
    expect((await diffText(before, after)).questions).toMatchObject([{ id: 'fill:User.a', kind: 'fill' }])
    const diff = await diffText(before, after, '--fill User.a=coalesce(a,0)', '--down User.a=a')
    expect(brief(diff)).toEqual([
      'changeType User.a from INTEGER to BIGINT',
      'setDefault User.a',
      'setNotNull User.a',
      'addUnique User_a_key',
    ])
    expect(diff.changes[0]).toMatchObject({ conversion: { up: 'coalesce(a,0)', down: 'a', given: true, upCanFail: true } })
  })

  it('is converted by SQL alone: a trigger does it', async () => {
    const [before, after] = [user('a Int'), user('a BigInt')]
    for (const fill of ['ts', '(SELECT 1)']) {
      expect((await diffText(before, after, `--fill 'User.a=${fill}'`)).refusals).toMatchObject([{ code: 'type-fill-not-sql', field: 'a' }])
    }
  })
})

describe('what this release refuses', () => {
  it.each([
    ['age Int', 'age Int[]'],
    ['age Int?', 'age String'],
  ])('a type change: %s -> %s', async (from, to) => {
    const diff = await diffText(user(from), user(to))
    expect(diff.questions).toEqual([])
    expect(diff.refusals).toMatchObject([
      { code: 'type-change-not-staged', model: 'User', field: 'age', hint: expect.stringContaining('ageNew') },
    ])
  })

  it('autoincrement() on a field that exists, and its removal', async () => {
    const before = 'model A {\n  id Int @id\n}\nmodel B {\n  id Int @id @default(autoincrement())\n}'
    const after = 'model A {\n  id Int @id @default(autoincrement())\n}\nmodel B {\n  id Int @id\n}'
    expect(brief(await diffText(before, after))).toEqual(['addSequence A.id', 'dropSequence B.id'])
  })

  it('another primary key, without a question about its fields', async () => {
    const diff = await diffText('model A {\n  id Int @id\n  code String\n}', 'model A {\n  key Int\n  code String\n  @@id([key, code])\n}')
    expect(diff.questions).toEqual([])
    expect(diff.refusals).toMatchObject([
      {
        code: 'primary-key-not-ready',
        message: expect.stringContaining('from (id) to (key, code)'),
        hint: expect.stringContaining('@map("id")'),
      },
    ])
  })

  it('a rename in the primary key', async () => {
    const diff = await diffText('model A {\n  id Int @id\n}', 'model A {\n  key Int @id\n}', '--rename A.id:key')
    expect(diff.refusals).toMatchObject([{ code: 'primary-key-renamed', hint: expect.stringContaining('`key ... @map("id")`') }])
  })

  it('a rename in a primary key of several fields, whose way out is two plans', async () => {
    const model = (members: string): string => `model A {\n  a Int\n${members}\n}`
    const [before, after] = [model('  b Int\n  @@id([a, b])'), model('  c Int\n  @@id([a, c])')]
    expect((await diffText(before, after, '--rename A.b:c')).refusals).toMatchObject([
      { code: 'primary-key-renamed', hint: expect.stringContaining(`a required field that is in a @@unique with --fill 'A.c=b'`) },
    ])
    const between = model('  b Int\n  c Int\n  @@id([a, b])\n  @@unique([a, c])')
    expect(brief(await diffText(before, between, `--fill A.c=b`))).toEqual(['addColumn A.c', 'addUnique A_a_c_key'])
    expect(brief(await diffText(between, after, '--drop A.b'))).toEqual(
      expect.arrayContaining(['changePrimaryKey A to a, c', 'dropColumn A.b']),
    )
  })

  it('a dropped field of the primary key', async () => {
    const before = 'model A {\n  a Int\n  b Int\n  @@id([a, b])\n}'
    const diff = await diffText(before, 'model A {\n  a Int @id\n}', '--drop A.b')
    expect(diff.refusals).toMatchObject([
      { code: 'primary-key-not-ready', hint: expect.stringContaining('first make a a required @unique field of A and keep b as it is') },
    ])
  })

  it('several things at once, each with its way out', async () => {
    const diff = await diffText(user('a Int', 'b Int'), user('a String', 'b String'))
    expect(diff.refusals.map(({ field }) => field)).toEqual(['a', 'b'])
  })
})
