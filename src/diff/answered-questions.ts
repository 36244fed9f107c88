import { StagerError, exitCode } from '../errors.ts'
import type { SchemaDiff } from './diff-schemas.ts'
import { flagText, kebab, placeholderOf, splitWords } from './flags.ts'
import { formatAnswers } from './format-answers.ts'
import { mergeAnswers, noAnswers, parseAnswers } from './parse-answers.ts'
import { isTransformFile } from './parse-fill.ts'
import type { Answer, AnsweredQuestion, Answers, Question } from './question.ts'

type Diff = (answers: Answers) => SchemaDiff | Promise<SchemaDiff>

/** One answer of several. */
interface Given {
  /** `--drop` */
  readonly name: string
  /** `User.legacy` */
  readonly subject: string
  readonly flag: string
  readonly answers: Answers
}

/**
 * The questions that the answers settle, in the order in which somebody is asked who has given none of them, each with its answer. Answers
 * that nobody is asked for are not among them. `diff` accepts all of the answers together.
 */
export async function answeredQuestions(diff: Diff, answers: Answers): Promise<readonly AnsweredQuestion[]> {
  const answered: AnsweredQuestion[] = []
  let [known, left] = [noAnswers, oneByOne(answers)]
  let open = left.length === 0 ? [] : await questionsWith(diff, known)
  for (let at = 0; at < open.length;) {
    const question = open[at]
    if (question === undefined) break
    const settled = await settle(diff, known, question, left)
    if (settled === null) at += 1
    else {
      const { given } = settled
      answered.push({ text: question.text, answer: given.flag, answers: question.answers })
      left = left.filter((one) => one !== given)
      known = settled.known
      open = settled.open
      at = 0
    }
  }
  return answered
}

async function settle(
  diff: Diff,
  known: Answers,
  question: Question,
  left: readonly Given[],
): Promise<{ readonly given: Given; readonly known: Answers; readonly open: readonly Question[] } | null> {
  for (const given of likely(question, left)) {
    try {
      const merged = mergeAnswers(known, given.answers)
      const open = await questionsWith(diff, merged)
      if (!open.some(({ id }) => id === question.id)) return { given, known: merged, open }
    } catch (error) {
      // It answers something else, which is not asked yet.
      if (!(error instanceof StagerError) || error.exitCode !== exitCode.usage) throw error
    }
  }
  return null
}

const questionsWith = async (diff: Diff, answers: Answers): Promise<readonly Question[]> => (await diff(answers)).questions

/**
 * Those that may settle it, best first: with a flag that the question offers, or about the same subject. A model or an enum may be called by
 * another of its names there.
 */
function likely({ answers }: Question, left: readonly Given[]): readonly Given[] {
  const offered = answers.map(({ flag }) => {
    const [name = '', value = ''] = splitWords(flag)
    return { name, subject: subjectOf(value) }
  })
  const distance = (given: Given): number => {
    const sameFlag = offered.filter(({ name }) => name === given.name)
    const isSame = ({ subject }: { readonly subject: string }): boolean => subject === given.subject
    const isAlike = ({ subject }: { readonly subject: string }): boolean => memberOf(subject) === memberOf(given.subject)
    return [sameFlag.some(isSame), sameFlag.some(isAlike), offered.some(isSame), offered.some(isAlike), sameFlag.length > 0].indexOf(true)
  }
  return left.filter((given) => distance(given) >= 0).toSorted((one, other) => distance(one) - distance(other))
}

/** `User.slug` of `User.slug=lower(title)`, `User.name` of `User.name:fullName`. */
export const subjectOf = (value: string): string => value.split(/[:=]/, 1)[0] ?? value

/** Without the model or enum, which may have two names. */
const memberOf = (text: string): string => text.slice(text.indexOf('.') + 1)

/** Which of its answers a question got; one with a `<placeholder>` is got by what somebody wrote there. */
export function chosenAnswer({ answers, answer }: AnsweredQuestion): Answer | undefined {
  const [name, value = ''] = splitWords(answer)
  const same = answers.filter(({ flag }) => splitWords(flag)[0] === name)
  return (
    same.find(({ flag }) => memberOf(splitWords(flag)[1] ?? '') === memberOf(value)) ??
    same.find(({ flag }) => placeholderOf(flag) !== null && placeholderOf(flag)?.endsWith('.ts') === isTransformFile(value))
  )
}

const oneByOne = (answers: Answers): readonly Given[] =>
  Object.entries(formatAnswers(answers)).flatMap(([name, values]) =>
    (values ?? []).map((value) => ({
      name: `--${kebab(name)}`,
      subject: subjectOf(value),
      flag: flagText(name, value),
      answers: parseAnswers({ [name]: [value] }),
    })),
  )
