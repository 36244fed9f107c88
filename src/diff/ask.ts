import { StagerError, exitCode } from '../errors.ts'
import type { SchemaDiff } from './diff-schemas.ts'
import { kebab, splitWords } from './flags.ts'
import { answerFlagNames, mergeAnswers, parseAnswers } from './parse-answers.ts'
import type { Answers, Question } from './question.ts'
import { refused } from './refused.ts'

/**
 * Asks a person. Resolves with the flag of the chosen answer, its placeholder filled in (see `completeFlag`). `problem` is what
 * was wrong with the last answer to the same question.
 */
export type Ask = (question: Question, problem: StagerError | null) => Promise<string>

export interface Answered {
  readonly answers: Answers
  /** Without questions and refusals. */
  readonly diff: SchemaDiff
}

/**
 * Diffs, asks the first question that is left, and diffs again, until there is none. Without `ask` open questions are the error
 * `questions-open`. A refusal ends it at once: its way out is another schema, not an answer.
 */
export async function answerQuestions(
  diff: (answers: Answers) => SchemaDiff | Promise<SchemaDiff>,
  answers: Answers,
  ask: Ask | null,
): Promise<Answered> {
  let current: Answered = { answers, diff: await diff(answers) }
  for (;;) {
    const { questions, refusals } = current.diff
    if (refusals.length > 0) throw refused(refusals)
    const [question] = questions
    if (question === undefined) return current
    if (ask === null) throw questionsOpen(questions)
    current = await answerOne(diff, current.answers, question, ask)
  }
}

async function answerOne(diff: Parameters<typeof answerQuestions>[0], answers: Answers, question: Question, ask: Ask): Promise<Answered> {
  let problem: StagerError | null = null
  for (;;) {
    const flag = await ask(question, problem)
    try {
      const merged = mergeAnswers(answers, parseFlag(flag))
      return { answers: merged, diff: await diff(merged) }
    } catch (error) {
      // A typing error is asked again; anything else is not the answer's fault.
      if (!(error instanceof StagerError) || error.exitCode !== exitCode.usage) throw error
      problem = error
    }
  }
}

/** `--rename User.name:fullName` as an answer. */
export function parseFlag(flag: string): Answers {
  const [word = '', ...values] = splitWords(flag)
  const name = answerFlagNames.find((candidate) => word === `--${kebab(candidate)}`)
  const [value] = values
  if (name === undefined || value === undefined || values.length > 1) {
    throw new StagerError('answer-invalid', `${flag} is not understood.`, {
      exitCode: exitCode.usage,
      hint: `An answer is one of ${answerFlagNames.map((each) => `--${kebab(each)}`).join(', ')} and its value in quotes.`,
    })
  }
  return parseAnswers({ [name]: [value] })
}

function questionsOpen(questions: readonly Question[]): StagerError {
  const lines = questions.flatMap(({ text, answers }) => [
    `  ${text}`,
    ...answers.map((answer) => `    ${answer.flag}\n      ${answer.text}`),
  ])
  const count = questions.length === 1 ? 'One question needs' : `${String(questions.length)} questions need`
  return new StagerError('questions-open', [`${count} an answer:`, ...lines].join('\n'), {
    hint: `Run the same command again with one of the flags for ${questions.length === 1 ? 'it' : 'each of them'}.`,
    data: { questions },
  })
}
