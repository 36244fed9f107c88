import { StagerError, exitCode } from '../errors.ts'
import type { Column } from '../schema/model.ts'
import { flagText } from './flags.ts'
import { found, type Findings } from './findings.ts'
import { fieldKey, listed, modelName } from './names.ts'
import type { Answer } from './question.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

const dropAnswer = (key: string, text: string): Answer => ({ flag: flagText('drop', key), text })

function droppedColumn(pair: TablePair, column: Column): Findings {
  const { before, after, book } = pair
  const down = book.down(fieldKey(before, column))
  return found({
    changes: [
      {
        kind: 'dropColumn',
        table: nameOfTable(before),
        column,
        down: down === undefined ? null : resolveFill({ before, after, column, owner: before, flag: 'down' }, down),
      },
    ],
  })
}

const renameAnswer = (key: string, column: Column, { field, name }: Column): Answer => ({
  flag: flagText('rename', `${key}:${field}`),
  text:
    field === column.field
      ? `its column ${column.name} was renamed to ${name}; \`${field} ... @map("${column.name}")\` keeps the name, and changes no database`
      : `${column.field} was renamed to ${field}; if only the name in the code matters, \`${field} ... @map("${column.name}")\` changes no database`,
})

function renamedOrNot(key: string, column: Column, candidates: readonly Column[]): string {
  const [only, ...others] = candidates
  if (only !== undefined && others.length === 0 && only.field === column.field)
    return `${key} has the column ${only.name} now: is it ${column.name} under its new name, or may ${column.name} be dropped with its data?`
  const fields = candidates.map(({ field }) => field)
  return `${key} is gone: is it ${listed(fields, 'or')} under ${fields.length === 1 ? 'its new' : 'a new'} name, or may it be dropped with its data?`
}

/** A related model has a new field of its name. */
function movedOrNot({ before }: TablePair, column: Column, candidates: readonly Column[], moves: readonly Answer[]): Findings {
  const key = fieldKey(before, column)
  return found({
    questions: [
      {
        id: `rename:${key}`,
        kind: 'rename',
        model: modelName(before),
        field: column.field,
        text: `${key} is gone: has it moved to a related model, or may it be dropped with its data?`,
        answers: [
          ...moves,
          ...candidates.map((candidate) => renameAnswer(key, column, candidate)),
          dropAnswer(key, `drop ${column.field} and its data at contract`),
        ],
      },
    ],
  })
}

/** A column that the change removes and nobody renamed. `candidates` are the added columns of the same type, best first. */
export function removedColumn(pair: TablePair, column: Column, candidates: readonly Column[], added: readonly Column[]): Findings {
  const { before } = pair
  const key = fieldKey(before, column)
  if (pair.book.isDropped(key)) return droppedColumn(pair, column)
  pair.book.down(key)
  const about = { model: modelName(before), field: column.field }
  const moves = pair.moves.answers(before, column)
  if (moves.length > 0) return movedOrNot(pair, column, candidates, moves)
  if (candidates.length > 0) {
    return found({
      questions: [
        {
          ...about,
          id: `rename:${key}`,
          kind: 'rename',
          text: renamedOrNot(key, column, candidates),
          answers: [
            ...candidates.map((candidate) => renameAnswer(key, column, candidate)),
            dropAnswer(key, `drop ${column.field} and its data at contract`),
          ],
        },
      ],
    })
  }
  const [only, ...others] = added
  const successor =
    only !== undefined && others.length === 0
      ? `; if ${only.field} replaces it, --fill ${pair.after.model ?? ''}.${only.field}=... carries the data over`
      : ''
  return found({
    questions: [
      {
        ...about,
        id: `drop:${key}`,
        kind: 'drop',
        text: `${key} is gone: may it be dropped with its data?`,
        answers: [
          dropAnswer(
            key,
            `drop ${column.field} and its data at contract${successor}; to keep the data out of the code's sight, leave the field and add @ignore`,
          ),
        ],
      },
    ],
  })
}

/** `--rename` of a field to one that is not new. */
export function renameTargetError(pair: TablePair, column: Column, target: string, added: readonly Column[]): StagerError {
  const flag = flagText('rename', `${fieldKey(pair.before, column)}:${target}`)
  return new StagerError('answer-unused', `${flag} names no new field of ${modelName(pair.after)}.`, {
    exitCode: exitCode.usage,
    hint: added.length === 0 ? 'No field of it is new.' : `Its new fields are ${listed(added.map(({ field }) => field))}.`,
    data: { unused: [flag], possible: added.map(({ field }) => field) },
  })
}
