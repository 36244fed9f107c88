import { describe, expect, it } from 'vitest'
import { answerQuestions, parseFlag } from '../../src/diff/ask.ts'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { noAnswers } from '../../src/diff/parse-answers.ts'
import type { Answers, Question } from '../../src/diff/question.ts'
import type { StagerError } from '../../src/errors.ts'
import { brief, schemaOf } from './diff-text.ts'

const before = await schemaOf('model User {\n  id Int @id\n  name String\n  legacy Int\n}')
const after = await schemaOf('model User {\n  id Int @id\n  fullName String\n  slug String\n}')
const diff = (answers: Answers) => diffSchemas(before, after, answers)

describe('answerQuestions', () => {
  it('asks until nothing is open, each question against what is known by then', async () => {
    const asked: string[] = []
    const flags: Readonly<Record<string, string>> = {
      'rename:User.name': '--rename User.name:fullName',
      'fill:User.slug': "--fill 'User.slug=lower(name)'",
      'drop:User.legacy': '--drop User.legacy',
    }
    const result = await answerQuestions(diff, noAnswers, ({ id }) => {
      asked.push(id)
      return Promise.resolve(flags[id] ?? '')
    })
    expect(asked).toEqual(['rename:User.name', 'fill:User.slug', 'drop:User.legacy'])
    expect(brief(result.diff)).toEqual(['addColumn User.slug', 'renameColumn User.name fullName', 'dropColumn User.legacy'])
    expect(result.answers.renames).toEqual(new Map([['User.name', 'fullName']]))
  })

  it('asks again after a mistake, and says which', async () => {
    const problems: (string | null)[] = []
    const answers = [
      '--fill User.slug',
      "--fill 'User.slug=lower(nme)'",
      "--fill 'User.slug=lower('",
      '--drop User.nme',
      "--fill 'User.slug=lower(name)'",
    ]
    const ask = (_question: Question, problem: StagerError | null): Promise<string> => {
      problems.push(problem?.code ?? null)
      return Promise.resolve(answers[problems.length - 1] ?? '')
    }
    const given = { ...noAnswers, renames: new Map([['User.name', 'fullName']]), drops: new Set(['User.legacy']) }
    await answerQuestions(diff, given, ask)
    expect(problems).toEqual([null, 'answer-invalid', 'fill-unknown-column', 'expression-invalid', 'answer-unused'])
  })

  it('lists every question with its flags where nobody can be asked', async () => {
    const error = await answerQuestions(diff, noAnswers, null).catch((thrown: StagerError) => thrown)
    expect(error).toMatchObject({
      code: 'questions-open',
      exitCode: 1,
      data: { questions: [{ id: 'rename:User.name' }, { id: 'drop:User.legacy' }] },
    })
    expect((error as StagerError).message.split('\n')).toEqual([
      '2 questions need an answer:',
      '  User.name is gone: is it fullName or slug under a new name, or may it be dropped with its data?',
      '    --rename User.name:fullName',
      expect.any(String),
      '    --rename User.name:slug',
      expect.any(String),
      '    --drop User.name',
      '      drop name and its data at contract',
      '  User.legacy is gone: may it be dropped with its data?',
      '    --drop User.legacy',
      expect.any(String),
    ])
  })

  it('refuses before it asks', async () => {
    const other = await schemaOf('model User {\n  id Int @id\n  name Int\n}')
    const ask = (): Promise<string> => Promise.reject(new Error('nobody may be asked'))
    await expect(answerQuestions((answers) => diffSchemas(before, other, answers), noAnswers, ask)).rejects.toMatchObject({
      code: 'type-change-not-staged',
      exitCode: 1,
    })
  })

  it('lists several refusals', async () => {
    const other = await schemaOf('model User {\n  id Int @id\n  name Int\n  legacy String\n}')
    const error = await answerQuestions((answers) => diffSchemas(before, other, answers), noAnswers, null).catch(
      (thrown: StagerError) => thrown,
    )
    expect(error).toMatchObject({ code: 'changes-refused', data: { refusals: [{ field: 'name' }, { field: 'legacy' }] } })
  })

  it('lets other errors through', async () => {
    const stopped = new Error('stopped')
    await expect(answerQuestions(diff, noAnswers, () => Promise.reject(stopped))).rejects.toBe(stopped)
  })
})

it.each(['', '--drop', 'User.name', '--drop a b', '--frop a'])('parseFlag refuses %j', (flag) => {
  expect(() => parseFlag(flag)).toThrow(expect.objectContaining({ code: 'answer-invalid' }))
})
