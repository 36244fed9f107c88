import type { Question } from '../../src/diff/question.ts'
import { splitWords } from '../../src/diff/flags.ts'
import { modelTable } from '../../src/schema/lookup.ts'
import type { Column, Schema, Table } from '../../src/schema/model.ts'
import { ident, literal, tableName } from '../../src/sql/ident.ts'
import type { Team } from './read-corpus.ts'

interface Sides {
  readonly before: Schema
  readonly after: Schema
  readonly team: Team
}

/** `--rename User.name:fullName` of `--rename 'User.name:fullName'`. */
const unquoted = (flag: string): string => splitWords(flag).join(' ')

/** What the team answered, where its migration says; else the plainest answer. For a person to look over. */
export function proposeAnswer(question: Question, sides: Sides): string {
  const offered = question.answers.map(({ flag }) => unquoted(flag))
  const renames = offered.filter((flag) => flag.startsWith('--rename ') && !flag.includes('<'))
  const renamed = renames.find((flag) => isTeamsRename(flag, sides))
  if (renamed !== undefined) return renamed
  const drop = offered.find((flag) => flag.startsWith('--drop '))
  if (question.kind !== 'fill' && drop !== undefined) return drop
  const ready = offered.find((flag) => !flag.includes('<') && !/=(ts|none)$/.test(flag))
  if (ready !== undefined) return ready
  const table = modelTable(sides.after, question.model)
  const column = table?.columns.find(({ field }) => field === question.field)
  if (question.kind !== 'fill' || table === undefined || column === undefined) return offered[0] ?? ''
  return `--fill ${question.model}.${column.field}=${plainValue(table, column, sides)}`
}

function isTeamsRename(flag: string, { before, after, team }: Sides): boolean {
  const [, from = '', to = ''] = /^--rename ([^:]+):(.+)$/.exec(flag) ?? []
  const [model = '', field] = from.split('.')
  const old = modelTable(before, model)
  if (field === undefined) {
    const next = modelTable(after, to)
    return (team.renamedTables ?? []).some(([left, right]) => old?.name === left && next?.name === right)
  }
  const column = old?.columns.find((one) => one.field === field)?.name
  const target = after.tables.flatMap(({ columns }) => columns.filter((one) => one.field === to).map(({ name }) => name))
  return (team.renamedColumns ?? []).some(([table, left, right]) => table === old?.name && left === column && target.includes(right))
}

/** A value for rows that are there, by what the column is. */
function plainValue(table: Table, column: Column, { before, after: { tables, enums } }: Sides): string {
  const key = table.foreignKeys.find(({ columns }) => columns.includes(column.name))
  const parent = tables.find(({ name, schema }) => name === key?.references.name && schema === key.references.schema)
  const referenced = key?.references.columns[key.columns.indexOf(column.name)]
  if (parent !== undefined && referenced !== undefined) {
    // No row of a new table is there to refer to, so there can be none that has to.
    if (!before.tables.some((table) => table.name === parent.name)) return 'none'
    return `(SELECT p.${ident(referenced)} FROM ${tableName(parent)} p ORDER BY p.${ident(referenced)} LIMIT 1)`
  }
  const type = column.type
  const unique = table.indexes.some(({ unique: is, columns }) => is && columns.length === 1 && columns[0] === column.name)
  const own = enums.find(({ name, schema }) => type === `"${name}"` || type === `"${schema ?? ''}"."${name}"`)
  if (type.endsWith('[]')) return `ARRAY[]::${type}`
  if (own !== undefined) return `${literal(own.values[0] ?? '')}::${type}`
  if (type === 'UUID') return 'gen_random_uuid()'
  if (/^(TEXT|VARCHAR|CITEXT)/.test(type)) return unique || column.clientDefault !== null ? 'gen_random_uuid()::text' : `''`
  if (type.startsWith('TIMESTAMP')) return 'CURRENT_TIMESTAMP'
  if (type === 'DATE') return 'CURRENT_DATE'
  if (type.startsWith('JSON')) return `'{}'::${type.toLowerCase()}`
  if (type === 'BOOLEAN') return 'false'
  if (type === 'BYTEA') return `''::bytea`
  if (type.startsWith('CHAR')) return `'x'`
  return '0'
}
