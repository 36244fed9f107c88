import { describe, expect, it, test } from 'vitest'
import { answeredQuestions, chosenAnswer } from '../../src/diff/answered-questions.ts'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import type { AnsweredQuestion } from '../../src/diff/question.ts'
import { answersOf, schemaOf } from './diff-text.ts'

/** What is asked between two texts, and which of the flags answers it. */
async function asked(before: string, after: string, ...flags: readonly string[]): Promise<readonly AnsweredQuestion[]> {
  const [from, to] = [await schemaOf(before), await schemaOf(after)]
  return answeredQuestions((answers) => diffSchemas(from, to, answers), answersOf(...flags))
}

const pairs = (questions: readonly AnsweredQuestion[]): readonly string[] => questions.map(({ text, answer }) => `${text} ${answer}`)

const user = 'model User {\n  id Int @id\n  name String\n  legacy Int\n}'

describe('answeredQuestions', () => {
  it('are those that somebody without an answer is asked, in that order, whatever the order of the flags', async () => {
    const after = 'model User {\n  id Int @id\n  fullName String\n  slug String\n}'
    const flags = ['--drop User.legacy', `--fill "User.slug=lower(name) || ':x'"`, '--down User.legacy=0', '--rename User.name:fullName']
    const questions = await asked(user, after, ...flags)
    expect(pairs(questions)).toEqual([
      'User.name is gone: is it fullName or slug under a new name, or may it be dropped with its data? --rename User.name:fullName',
      `Which value do the existing rows get in the new required field User.slug? --fill "User.slug=lower(name) || ':x'"`,
      'User.legacy is gone: may it be dropped with its data? --drop User.legacy',
    ])
    expect(questions[0]?.answers.map(({ flag }) => flag)).toEqual([
      '--rename User.name:fullName',
      '--rename User.name:slug',
      '--drop User.name',
    ])
  })

  it('may be answered by what they did not offer, and under another name of the model', async () => {
    const after = 'model Customer {\n  id Int @id\n  fullName String\n}'
    const flags = ['--rename Customer.name:fullName', '--drop User.legacy', '--rename User:Customer']
    expect(pairs(await asked(user, after, ...flags)).map((line) => line.replace(/ is gone: .*\?/, ''))).toEqual([
      expect.stringMatching(/User --rename User:Customer$/),
      'User.name --rename Customer.name:fullName',
      'User.legacy --drop User.legacy',
    ])
  })

  it('are none where nobody had to be asked', async () => {
    const after = user.replace('legacy Int', 'legacy Int @unique\n  note String?')
    expect(await asked(user, after)).toEqual([])
    expect(await asked(user, after, '--duplicates User.legacy:delete', '--fill User.note=name')).toEqual([])
  })
})

test('chosenAnswer: the option itself, or the one whose placeholder was filled in', () => {
  const answers = [
    { flag: "--fill 'User.slug=<sql expression>'", text: 'SQL' },
    { flag: "--fill 'User.slug=<path/to/transform.ts>'", text: 'a file' },
    { flag: '--fill User.slug=none', text: 'none' },
    { flag: '--drop User.slug', text: 'drop' },
  ]
  const chosen = (answer: string): string | undefined => chosenAnswer({ text: '', answers, answer })?.text
  expect(chosen('--fill User.slug=none')).toBe('none')
  expect(chosen("--fill 'User.slug=lower(name)'")).toBe('SQL')
  expect(chosen('--fill Account.slug=./slug.mts')).toBe('a file')
  expect(chosen('--drop Account.slug')).toBe('drop')
  expect(chosen('--rename User.slug:handle')).toBeUndefined()
})
