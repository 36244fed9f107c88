import { StagerError, exitCode } from '../errors.ts'
import type { Enum } from '../schema/model.ts'
import type { AnswerBook } from './answer-book.ts'
import type { ValueMapping } from './change.ts'
import { flagText } from './flags.ts'
import { compareText, listed } from './names.ts'
import type { Question } from './question.ts'
import { similarity } from './similarity.ts'

/** What people call a value: as the schema file does, else its label. */
const named = ({ code }: Enum, value: string): string => code?.values[value] ?? value
const nameOf = ({ code, name }: Enum): string => code?.name ?? name

/** No row holds the value: verification proves it. Where the enum has a value of that name, the answer means the value. */
const noRow = 'none'

export interface MappedValue {
  /** Null: no row holds the value, or the question is open. */
  readonly mapping: ValueMapping | null
  readonly question: Question | null
}

/** What becomes of the rows that hold a value which goes. Answers may name enum and value as the schema file does, or as the database does. */
export function mapValue(from: Enum, to: Enum, value: string, book: AnswerBook): MappedValue {
  const enums = [nameOf(from), nameOf(to), from.name]
  const keys = new Set(enums.flatMap((name) => [`${name}.${named(from, value)}`, `${name}.${value}`]))
  const answers = [...keys].map((key) => ({ key, answer: book.mappedValue(key) }))
  const given = answers.find(({ answer }) => answer !== undefined)
  if (given?.answer === undefined) return { mapping: null, question: question(from, to, value) }
  const { key, answer } = given
  const target = to.values.find((label) => named(to, label) === answer) ?? to.values.find((label) => label === answer)
  if (target !== undefined) return { mapping: { from: value, to: target }, question: null }
  if (answer === noRow) return { mapping: null, question: null }
  throw new StagerError(
    'answer-invalid',
    `${flagText('mapValue', `${key}:${answer}`)}: ${nameOf(to)} has no value ${answer} any more, or never had.`,
    {
      exitCode: exitCode.usage,
      hint: `Its values are ${listed(to.values.map((label) => named(to, label)))}; none says that no row holds ${named(from, value)}.`,
      data: { key, answer },
    },
  )
}

/** A value that is new and called alike comes first: that is a rename. */
function candidates(from: Enum, to: Enum, value: string): readonly string[] {
  const rank = (label: string): number => similarity(named(from, value), named(to, label)) + (from.values.includes(label) ? 0 : 1)
  return to.values.toSorted((left, right) => rank(right) - rank(left) || compareText(left, right))
}

function question(from: Enum, to: Enum, value: string): Question {
  const name = nameOf(from)
  const own = named(from, value)
  const answer = (label: string): Question['answers'][number] => ({
    flag: flagText('mapValue', `${name}.${own}:${named(to, label)}`),
    text: from.values.includes(label)
      ? `rows with ${own} get ${named(to, label)}`
      : `${own} is ${named(to, label)} from now on; if only the name in the code matters, \`${named(to, label)} @map("${value}")\` changes no database`,
  })
  const hasNone = to.values.some((label) => label === noRow || named(to, label) === noRow)
  return {
    id: `mapValue:${name}.${own}`,
    kind: 'mapValue',
    model: name,
    field: null,
    text: `${name} loses ${own}: which value do the rows get that hold it?`,
    answers: [
      ...candidates(from, to, value).map(answer),
      ...(hasNone
        ? []
        : [{ flag: flagText('mapValue', `${name}.${own}:${noRow}`), text: `no row holds ${own}, which is proved before contract` }]),
    ],
  }
}
