import { chosenAnswer, subjectOf } from '../diff/answered-questions.ts'
import { flagText, placeholderOf, splitWords } from '../diff/flags.ts'
import type { AnsweredQuestion } from '../diff/question.ts'
import { decisions } from './describe-plan.ts'
import { code, escape, table } from './markdown.ts'
import type { ChainFlag, Plan } from './plan.ts'

/** Of an answer's SQL, for its cell: all of it is in the files of the plan. */
const mostCharacters = 160

/** Of what else could have been answered: an enum may have many values. */
const mostOthers = 4

/** What was asked, as it was asked, and what was answered. Nothing where a plan needed no answer. */
export function renderQuestions(plan: Pick<Plan, 'changes' | 'answers' | 'questions'>): readonly string[] {
  const rows = [...(plan.questions ?? []).map((one) => asked(one)), ...unasked(plan)]
  // The flags do not say how values go over; everything else they do.
  const untold = rows.length === 0 ? plan.changes : plan.changes.filter((one) => one.kind === 'renameColumn' && one.conversion !== null)
  const consequences = decisions(untold, code).map((line) => `- ${line}`)
  if (rows.length + consequences.length === 0) return []
  return [
    '## Questions and answers',
    ...(rows.length === 0 ? [] : [table(['question', 'answer', 'instead of'], rows)]),
    ...(consequences.length === 0 ? [] : ['What follows for the rows:', consequences.join('\n')]),
  ]
}

type Row = readonly [question: string, answer: string, others: string]

function asked(question: AnsweredQuestion): Row {
  const chosen = chosenAnswer(question)
  const others = question.answers.filter((one) => one !== chosen).map(({ text }) => cell(gist(text)))
  const shown = others.slice(0, others.length > mostOthers + 1 ? mostOthers : others.length)
  const more = others.length - shown.length
  return [
    cell(question.text),
    [answerCell(question.answer), ...(chosen === undefined || placeholderOf(chosen.flag) !== null ? [] : [cell(gist(chosen.text))])].join(
      '<br>',
    ),
    [...shown, ...(more === 0 ? [] : [`and ${String(more)} more`])].join('<br>') || 'nothing else',
  ]
}

/** Without the advice to whoever answers. */
const gist = (text: string): string => text.split(';', 1)[0] ?? text

const questionAbout: Readonly<Record<ChainFlag, (subject: string) => string>> = {
  rename: (subject) => `What becomes of ${subject}?`,
  drop: (subject) => `May ${subject} be dropped?`,
  fill: (subject) => `Which value do rows get in ${subject}?`,
  down: (subject) => `Which value do rows of the new application have in ${subject}, for the old one?`,
  duplicates: (subject) => `What becomes of duplicates under the new unique index on ${subject}?`,
  orphans: (subject) => `What becomes of rows whose ${subject} leads nowhere?`,
  mapValue: (subject) => `Which value do rows get that hold ${subject}?`,
}

/** What was answered without a question, or in a plan that did not keep the questions. */
function unasked({ answers = {}, questions }: Pick<Plan, 'answers' | 'questions'>): readonly Row[] {
  const known = new Set(questions?.map(({ answer }) => answer))
  return Object.entries(answers).flatMap(([name, values]) =>
    (values ?? []).flatMap((value): readonly Row[] => {
      const flag = flagText(name, value)
      return known.has(flag)
        ? []
        : [[cell(questionAbout[name as ChainFlag](subjectOf(value))), answerCell(flag), questions === undefined ? '' : 'nobody was asked']]
    }),
  )
}

/** Without the quotes of a shell. */
function answerCell(flag: string): string {
  const flat = splitWords(flag).join(' ').replaceAll(/\s+/g, ' ')
  return cell(code(flat.length <= mostCharacters ? flat : `${flat.slice(0, mostCharacters - 1)}…`))
}

/** Text that ends no cell: a bar would, also in code. */
const cell = (text: string): string => escape(text).replaceAll(/(?<!\\)\|/g, String.raw`\|`)
