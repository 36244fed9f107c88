import { describe, expect, it } from 'vitest'
import { brief, diffText } from './diff-text.ts'

const models = (user: readonly string[], profile: readonly string[], link = '@unique'): string =>
  `model User {\n  id Int @id\n  profile ${link === '' ? 'Profile[]' : 'Profile?'}\n${user.map((field) => `  ${field}\n`).join('')}}\n` +
  `model Profile {\n  id Int @id\n  userId Int ${link}\n  user User @relation(fields: [userId], references: [id])\n${profile.map((field) => `  ${field}\n`).join('')}}`

describe('a field that moves to a related model', () => {
  it('is asked for where a related model has a new field of its name and type', async () => {
    const diff = await diffText(models(['bio String'], []), models([], ['bio String']))
    expect(diff.changes).toEqual([])
    expect(diff.questions.map(({ id, answers }) => [id, ...answers.map(({ flag }) => flag)])).toEqual([
      ['rename:User.bio', '--rename User.bio:Profile.bio', '--drop User.bio'],
    ])
  })

  it.each([
    ['of another type', models(['bio String'], []), models([], ['bio Int'])],
    ['of another name', models(['bio String'], []), models([], ['text String'])],
  ])('is not asked for where the new field is %s', async (_, before, after) => {
    const { questions } = await diffText(before, after)
    expect(questions.map(({ id }) => id).toSorted()).toEqual(['drop:User.bio', expect.stringMatching(/^fill:Profile/)])
  })

  it('moves to a field of another name too, and asks what rows without a value get', async () => {
    const [before, after] = [models(['bio String?'], []), models([], ['text String'])]
    const { questions } = await diffText(before, after, '--rename User.bio:Profile.text')
    expect(questions.map(({ id }) => id)).toEqual(['fill:Profile.text'])
    const diff = await diffText(before, after, '--rename User.bio:Profile.text', `--fill "Profile.text='-'"`, '--orphans User.bio:null')
    expect(diff.changes).toMatchObject([
      {
        kind: 'moveColumn',
        table: { name: 'Profile' },
        column: { name: 'text' },
        from: { table: { name: 'User' }, column: { name: 'bio' } },
        join: [{ from: 'id', to: 'userId' }],
        fill: { kind: 'expression' },
        orphans: 'null',
      },
    ])
  })

  it('moves against the direction of the foreign key', async () => {
    const diff = await diffText(models([], ['bio String?']), models(['bio String?'], []), '--rename Profile.bio:User.bio')
    expect(diff.changes).toMatchObject([{ kind: 'moveColumn', table: { name: 'User' }, join: [{ from: 'userId', to: 'id' }] }])
  })

  it('takes its index and the other changes of both models along', async () => {
    const diff = await diffText(
      models(['bio String?', 'a Int', '@@index([bio])'], []),
      models([], ['bio String?', '@@index([bio])', 'b Int?']),
      '--rename User.bio:Profile.bio',
      '--drop User.a',
    )
    expect(brief(diff)).toEqual([
      'addColumn Profile.b',
      'moveColumn User.bio to Profile.bio',
      'createIndex Profile_bio_idx',
      'dropIndex User_bio_idx',
      'dropColumn User.a',
    ])
  })

  const unrelated = 'model User {\n  id Int @id\n  bio String?\n}\nmodel Profile {\n  id Int @id\n}'
  const two = (user: string, profile: string): string =>
    `model User {\n  id Int @id\n  one Profile? @relation("one")\n  two Profile[] @relation("two")\n${user}}\nmodel Profile {\n  id Int @id\n  a Int @unique\n  b Int\n` +
    `  ua User @relation("one", fields: [a], references: [id])\n  ub User @relation("two", fields: [b], references: [id])\n${profile}}`
  it.each([
    [
      'move-not-related',
      'no foreign key that stays',
      unrelated,
      'model User {\n  id Int @id\n}\nmodel Profile {\n  id Int @id\n  bio String?\n}',
      '--rename User.bio:Profile.bio',
    ],
    [
      'move-not-related',
      'Profile_a_fkey and Profile_b_fkey',
      two('  bio String?\n', ''),
      two('', '  bio String?\n'),
      '--rename User.bio:Profile.bio',
    ],
    [
      'move-ambiguous',
      'several rows of Profile',
      models([], ['bio String?'], ''),
      models(['bio String?'], [], ''),
      '--rename Profile.bio:User.bio',
    ],
    ['move-changes-type', 'TEXT', models(['bio String?'], []), models([], ['bio Int?']), '--rename User.bio:Profile.bio'],
    [
      'move-key-column',
      'it names rows of User, or counts by itself',
      models(['number Int @default(autoincrement())'], []),
      models([], ['number Int @default(autoincrement())']),
      '--rename User.number:Profile.number',
    ],
  ])('%s: %s', async (code, message, before, after, flag) => {
    const { refusals } = await diffText(before, after, flag)
    expect(refusals).toMatchObject([{ code, message: expect.stringContaining(message) }])
  })

  it('does not move to a model whose rows have to be made first', async () => {
    const before = 'model User {\n  id Int @id\n  bio String?\n}'
    await expect(diffText(before, models([], ['bio String?']), '--rename User.bio:Profile.bio')).rejects.toMatchObject({
      code: 'answer-unused',
    })
  })
})
