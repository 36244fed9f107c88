import type { Table } from '../schema/model.ts'
import { withAlias } from './alias-answers.ts'
import type { AnswerBook } from './answer-book.ts'
import { flagText } from './flags.ts'
import { found, type Findings } from './findings.ts'
import { fieldKey, listed, modelName } from './names.ts'
import type { Answer } from './question.ts'

/** The join table of an implicit relation goes with a model that is dropped by name: its rows are pairs of that model's. */
const goesWithAModel = (table: Table, removed: readonly Table[], book: AnswerBook): boolean =>
  table.model === null &&
  removed.some(
    (other) =>
      other.model !== null &&
      book.isDropped(modelName(other)) &&
      table.foreignKeys.some(({ references }) => references.schema === other.schema && references.name === other.name),
  )

/** A table that is gone, and that no answer has renamed. `candidates` are the new tables that it may have become, best first. */
export function removedTable(table: Table, candidates: readonly Table[], removed: readonly Table[], book: AnswerBook): Findings {
  const key = modelName(table)
  const named = book.isDropped(key)
  if (named || goesWithAModel(table, removed, book)) return found({ changes: [{ kind: 'dropTable', table }] })
  expectAnswers(table, candidates, book)
  const what = table.model === null ? `The join table ${key}` : `The model ${key}`
  const about = { model: key, field: null }
  const drop: Answer = { flag: flagText('drop', key), text: 'drop the table and its rows at contract' }
  if (candidates.length === 0) {
    return found({
      questions: [
        {
          ...about,
          id: `drop:${key}`,
          kind: 'drop',
          text: `${what} is gone: may its table "${table.name}" be dropped with all its rows?`,
          answers: [drop],
        },
      ],
    })
  }
  const names = candidates.map(modelName)
  return found({
    questions: [
      {
        ...about,
        id: `rename:${key}`,
        kind: 'rename',
        text: `${what} is gone: is it ${listed(names, 'or')} under ${names.length === 1 ? 'its new' : 'a new'} name, or may its table "${table.name}" be dropped with all its rows?`,
        answers: [...candidates.map((candidate) => renameAnswer(table, candidate)), drop],
      },
    ],
  })
}

function renameAnswer(table: Table, candidate: Table): Answer {
  const [from, to] = [modelName(table), modelName(candidate)]
  const free =
    table.model === null || candidate.model === null || table.schema !== candidate.schema
      ? ''
      : `; if only the name in the code matters, \`@@map("${table.name}")\` on ${to} changes no database`
  return {
    flag: flagText('rename', `${from}:${to}`),
    text: `${from} was renamed to ${to}: its table gets the new name, and keeps the old one too until contract${free}`,
  }
}

/** Whether these fields are new, renamed or gone is not known before the question is answered: no answer about them is a mistake yet. */
function expectAnswers(table: Table, candidates: readonly Table[], book: AnswerBook): void {
  for (const candidate of candidates) {
    const answers = withAlias(book, modelName(table), modelName(candidate))
    for (const column of [...table.columns, ...candidate.columns]) {
      const key = fieldKey(table, column)
      for (const ask of [answers.rename, answers.isDropped, answers.fill, answers.down, answers.duplicates, answers.orphans]) ask(key)
    }
  }
}
