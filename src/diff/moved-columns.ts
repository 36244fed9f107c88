import { StagerError, exitCode } from '../errors.ts'
import { sameTable } from '../schema/lookup.ts'
import type { Column, ForeignKey, Table } from '../schema/model.ts'
import { wholeUniques } from '../schema/primary-key.ts'
import type { AnswerBook } from './answer-book.ts'
import type { ColumnRename, Fill } from './change.ts'
import { requiredFieldAnswers } from './fill-answers.ts'
import { found, together, type Findings } from './findings.ts'
import { flagText } from './flags.ts'
import { fieldKey, fieldOf, listed, modelName } from './names.ts'
import type { Answer, Refusal } from './question.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable } from './table-pair.ts'

/** A table before and after, as far as moves are concerned. */
interface Both {
  readonly before: Table
  readonly after: Table
  readonly book: AnswerBook
}

interface Place {
  readonly both: Both
  readonly column: Column
}

/** A column that an answer moves to another table. */
interface Move {
  readonly from: Place
  readonly to: Place
}

/** Columns that change their table: who asks is one table's comparison, which does not know the others. */
export interface Moves {
  /** The column of the table leaves it, or came to it, by an answer. */
  isAnswered(table: Table, column: Column): boolean
  /** The new column may be one that left a related table: nobody has said yet. */
  isOpen(table: Table, column: Column): boolean
  /** Ways to answer for a column that is gone: it is in a related table now. */
  answers(table: Table, column: Column): readonly Answer[]
  /** What the answered moves into the table come to. */
  into(table: Table): Findings
}

const missingFrom = (table: Table, { name }: Column): boolean => table.columns.every((column) => column.name !== name)

/** Row 32 of the catalogue: `--rename User.bio:Profile.bio`, or a field of that name that is new in a related model. */
export function findMoves(tables: readonly Both[]): Moves {
  const removed = tables.flatMap((both) =>
    both.before.columns.filter((column) => missingFrom(both.after, column)).map((column) => ({ both, column })),
  )
  const added = tables.flatMap((both) =>
    both.after.columns.filter((column) => missingFrom(both.before, column)).map((column) => ({ both, column })),
  )
  const moves = removed.flatMap((from): readonly Move[] => {
    const target = from.both.book.moved(fieldKey(from.both.before, from.column))
    return target === undefined ? [] : [{ from, to: placeNamed(from, target, added) }]
  })
  const isSettled = ({ both, column }: Place): boolean => {
    const key = fieldKey(both.before, column)
    return both.book.isDropped(key) || both.book.rename(key) !== undefined || moves.some(({ from }) => from.column === column)
  }
  const isTaken = (to: Place): boolean => moves.some((move) => move.to.column === to.column)
  const candidates = removed
    .filter((from) => !isSettled(from))
    .flatMap((from) => added.filter((to) => isLikely(from, to) && !isTaken(to)).map((to) => ({ from, to })))
  const places = moves.flatMap(({ from, to }) => [from, to])
  return {
    isAnswered: (table, column) => places.some((place) => isOf(place, table) && place.column === column),
    isOpen: (table, column) => candidates.some(({ to }) => isOf(to, table) && to.column === column),
    answers: (table, column) =>
      candidates.filter(({ from }) => isOf(from, table) && from.column === column).map(({ from, to }) => moveAnswer(from, to)),
    into: (table) => together(moves.filter(({ to }) => isOf(to, table)).map(movedColumn)),
  }
}

const isOf = ({ both }: Place, table: Table): boolean => sameTable(both.before, table) || sameTable(both.after, table)

/** The same field in a model that one foreign key links. */
const isLikely = (from: Place, to: Place): boolean =>
  from.both !== to.both &&
  from.column.field === to.column.field &&
  from.column.type === to.column.type &&
  linksBetween(from.both, to.both).length === 1

function moveAnswer({ both, column }: Place, to: Place): Answer {
  const target = fieldKey(to.both.after, to.column)
  return {
    flag: flagText('rename', `${fieldKey(both.before, column)}:${target}`),
    text: `${column.field} moved to ${target}, with its data`,
  }
}

function placeNamed(from: Place, target: string, added: readonly Place[]): Place {
  const to = added.find(({ both, column }) => fieldKey(both.after, column) === target)
  if (to !== undefined) return to
  const flag = flagText('rename', `${fieldKey(from.both.before, from.column)}:${target}`)
  throw new StagerError('answer-unused', `${flag} names no new field of a model that was there before.`, {
    exitCode: exitCode.usage,
    hint: 'A field moves to a field that is new in an existing, related model; the rows of a new model have to be made first.',
    data: { unused: [flag], possible: added.map(({ both, column }) => fieldKey(both.after, column)) },
  })
}

/** A foreign key that holds before and after, and the table that has it. */
interface Link {
  readonly child: Table
  readonly key: ForeignKey
}

const linksBetween = (left: Both, right: Both): readonly Link[] => [...linksFrom(left, right), ...linksFrom(right, left)]

const linksFrom = (child: Both, parent: Both): readonly Link[] =>
  child.before.foreignKeys
    .filter(
      ({ columns, references }) =>
        sameTable(references, parent.before) &&
        columns.every((name) => child.after.columns.some((column) => column.name === name)) &&
        references.columns.every((name) => parent.after.columns.some((column) => column.name === name)),
    )
    .map((key) => ({ child: child.before, key }))

const isOneToOne = ({ child, key }: Link): boolean =>
  [child.primaryKey, ...wholeUniques(child)].some((unique) => unique !== null && unique.columns.every((name) => key.columns.includes(name)))

function movedColumn(move: Move): Findings {
  const { from, to } = move
  const [link, ...others] = linksBetween(from.both, to.both)
  const key = fieldKey(to.both.after, to.column)
  const [answer, orphans] = [to.both.book.fill(key), from.both.book.orphans(fieldKey(from.both.before, from.column))]
  const refusal = refusalOf(move, link, others, answer)
  if (refusal !== null || link === undefined) return found({ refusals: refusal === null ? [] : [refusal] })
  const fromParent = sameTable(link.child, to.both.before)
  const join = link.key.columns.map((column, at): ColumnRename => {
    const other = link.key.references.columns[at] ?? ''
    return fromParent ? { from: other, to: column } : { from: column, to: other }
  })
  const optionalLink = link.child.columns.some(({ name, nullable }) => nullable && link.key.columns.includes(name))
  const mayLack = from.column.nullable || !fromParent || optionalLink
  if (answer === undefined && mayLack && !to.column.nullable) {
    return found({
      questions: [
        {
          id: `fill:${key}`,
          kind: 'fill',
          model: modelName(to.both.after),
          field: to.column.field,
          text: `Which value do rows of ${modelName(to.both.after)} get in ${key}, which is required, where ${fieldKey(from.both.before, from.column)} has none for them?`,
          answers: requiredFieldAnswers(to.both.before, to.both.after, to.column, false),
        },
      ],
    })
  }
  const target = { before: to.both.before, after: to.both.after, column: to.column, owner: to.both.after, flag: 'fill' } as const
  return found({
    changes: [
      {
        kind: 'moveColumn',
        table: nameOfTable(to.both.before),
        column: to.column,
        from: { table: nameOfTable(from.both.before), column: from.column },
        join,
        fill: answer === undefined ? null : resolveFill(target, answer),
        orphans: orphans === 'null' ? 'null' : 'refuse',
      },
    ],
  })
}

function refusalOf({ from, to }: Move, link: Link | undefined, others: readonly Link[], fill: Fill | undefined): Refusal | null {
  const [left, right] = [fieldKey(from.both.before, from.column), fieldKey(to.both.after, to.column)]
  const [source, target] = [modelName(from.both.before), modelName(to.both.after)]
  const about = { model: source, field: from.column.field }
  const byHand = `--drop ${left} --fill '${right}=(SELECT ... FROM "${from.both.before.name}" ...)'`
  if (link === undefined || others.length > 0) {
    const keys = [...(link === undefined ? [] : [link]), ...others].map(({ key }) => key.name)
    return {
      ...about,
      code: 'move-not-related',
      message:
        keys.length === 0
          ? `${left} cannot move to ${right}: no foreign key that stays says which rows of ${source} and ${target} belong together.`
          : `${left} cannot move to ${right}: ${listed(keys)} all link ${source} and ${target}, and which of them the value follows is not known.`,
      hint: `Say where the value comes from: ${byHand}.`,
    }
  }
  if (sameTable(link.child, from.both.before) && !isOneToOne(link)) {
    return {
      ...about,
      code: 'move-ambiguous',
      message: `${left} cannot move to ${right}: several rows of ${source} belong to one of ${target}, and each has a value of its own.`,
      hint: `Say which of them counts: --drop ${left} --fill '${right}=(SELECT max(...) FROM "${from.both.before.name}" ...)'.`,
    }
  }
  if (from.column.type !== to.column.type) {
    return {
      ...about,
      code: 'move-changes-type',
      message: `${left} (${from.column.type}) cannot become ${right} (${to.column.type}) by a move: the type changes as well, and this release does not stage both at once.`,
      hint: `Move it under its type and change that in a plan of its own, or say where the value comes from: ${byHand}.`,
    }
  }
  const keyed = [...(from.both.before.primaryKey?.columns ?? []), ...link.key.columns, ...link.key.references.columns]
  const isKey = keyed.includes(from.column.name)
  const enters = to.both.after.primaryKey?.columns.includes(to.column.name) === true
  if (isKey || enters || from.column.default?.kind === 'sequence' || to.column.default?.kind === 'sequence') {
    return {
      ...about,
      code: 'move-key-column',
      message: `${left} cannot move to ${right}: ${enters ? `${fieldOf(to.both.after, to.column.name)} is in the primary key of ${target}` : `it names rows of ${source}, or counts by itself`}.`,
      hint: `Add ${right} as a field of its own, and drop ${left} in a plan after that.`,
    }
  }
  if (fill?.kind === 'typescript') {
    return {
      ...about,
      code: 'rename-fill-not-sql',
      message: `${right} is ${left} in another table, so only an SQL expression can fill the rows where it is NULL.`,
      hint: `Answer --fill '${right}=<sql expression>', or move it in this plan and make it required in the next one.`,
    }
  }
  return null
}
