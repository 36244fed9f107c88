import { StagerError, exitCode } from '../errors.ts'
import type { Column, Table } from '../schema/model.ts'
import { parseExpression } from '../sql/parse.ts'
import type { Fill } from './change.ts'
import { flagText } from './flags.ts'
import { fieldKey, listed, modelName } from './names.ts'

interface Target {
  readonly before: Table
  readonly after: Table
  /** The column that gets the value. */
  readonly column: Column
  /** Whose rows and key the messages name. */
  readonly owner: Table
  readonly flag: 'fill' | 'down'
}

/** A column that the fill names must be there before the change, or be new with it. */
const isKnown = ({ before, after }: Target, name: string): boolean =>
  [before, after].some(({ columns }) => columns.some((column) => column.name === name))

function unknownColumn(target: Target, source: string): StagerError {
  const { before, after, owner, column, flag } = target
  const columns = [...new Set([...before.columns, ...after.columns].map(({ name }) => name))]
  const all = [...before.columns, ...after.columns]
  const quoted = all.find(({ name }) => name.toLowerCase() === source && name !== source)
  const mapped = all.find(({ field, name }) => field === source && name !== source)
  const meant = quoted ?? mapped
  return new StagerError(
    'fill-unknown-column',
    `${flagText(flag, fieldKey(owner, column))} reads ${source}, which is no column of ${modelName(owner)}; its columns are ${listed(columns)}.`,
    {
      exitCode: exitCode.usage,
      hint:
        meant === undefined
          ? 'Write the names of database columns, in double quotes where they have capital letters.'
          : `Write "${meant.name}", with the double quotes.`,
      data: { column: source, columns },
    },
  )
}

/** The fields that a transform reads, as columns. A scaffold reads whatever the row has. */
function transformSources(target: Target, fill: Fill & { kind: 'typescript' }): readonly string[] {
  const { before, after, owner, column } = target
  if (fill.file === null) return before.columns.map(({ name }) => name).filter((name) => name !== column.name)
  return fill.sources.map((field) => {
    const source = [...after.columns, ...before.columns].find((candidate) => candidate.field === field)
    if (source !== undefined) return source.name
    throw new StagerError('fill-unknown-column', `${fill.file ?? ''} reads ${field}, which is no field of ${modelName(owner)}.`, {
      exitCode: exitCode.usage,
      hint: `Its fields are ${listed([...new Set([...before.columns, ...after.columns].map((each) => each.field))])}.`,
      data: { field, file: fill.file },
    })
  })
}

/** The table's columns that the SQL reads. A subquery's own columns are not known here; what it names of this table is. */
function sqlSources(target: Target, sql: string): readonly string[] {
  const { owner } = target
  const isOwn = (qualifier: string | null): boolean => qualifier === null || qualifier === owner.name
  return parseExpression(sql).columns.flatMap(({ name, qualifier, insideSubquery }) => {
    if (isOwn(qualifier) && isKnown(target, name)) return [name]
    if (insideSubquery && qualifier !== owner.name) return []
    throw unknownColumn(target, [...(isOwn(qualifier) ? [] : [qualifier]), name === '' ? '*' : name].join('.'))
  })
}

/** The fill with its sources checked, and as column names. In an answer they are not checked yet, and a transform's are Prisma fields. */
export function resolveFill(target: Target, fill: Fill): Fill {
  switch (fill.kind) {
    case 'none':
      return fill
    case 'typescript':
      return { ...fill, sources: transformSources(target, fill) }
    case 'expression':
    case 'query':
      return { ...fill, sources: [...new Set(sqlSources(target, fill.sql))] }
  }
}
