import type { ChangeOf } from '../diff/change.ts'
import type { HiddenCheck, HiddenIndex, HiddenObject, HiddenStatistics } from '../schema/hidden.ts'
import type { TableName } from '../schema/model.ts'
import { isTable } from './fold.ts'
import { displayName } from './names.ts'
import { moveOf } from './moves.ts'
import type { PlanContext } from './operation.ts'
import { shadowName } from './shadow.ts'

/** A column that another one replaces. */
export interface Replaced {
  readonly from: string
  readonly to: string
  readonly fromType: string
  readonly toType: string
  /** The other column takes the name over, instead of one that is new to everybody. */
  readonly swapped: boolean
}

/** What stager writes anew for the column that takes over. */
export type Carried = HiddenIndex | HiddenCheck | HiddenStatistics

/** What becomes of something that schema.prisma does not have. */
export type Fate =
  | { readonly kind: 'carried'; readonly object: Carried }
  /** It stays as it is. */
  | { readonly kind: 'untouched' }
  /** It goes on in another way, which people should know. */
  | { readonly kind: 'noted'; readonly note: string }
  /** It goes on until contract, and people see to it before: contract refuses while it is there. */
  | { readonly kind: 'awaited'; readonly todo: string }
  /** It would not do what it does while both columns are written, or cannot be made anew without a lock. */
  | { readonly kind: 'refused'; readonly why: string }

export const replacedColumns = (context: PlanContext, table: TableName): readonly Replaced[] =>
  context.changes.flatMap((change): readonly Replaced[] => {
    if (change.kind !== 'renameColumn' && change.kind !== 'changeType') return []
    if (!isTable(table)(change.table)) return []
    const { from, to } = change
    return change.kind === 'renameColumn'
      ? [{ from: from.name, to: to.name, fromType: from.type, toType: to.type, swapped: false }]
      : [{ from: from.name, to: shadowName(context, change), fromType: from.type, toType: to.type, swapped: true }]
  })

const numbers = /^(SMALLINT|INTEGER|BIGINT|DECIMAL|REAL|DOUBLE PRECISION)/
const texts = /^(TEXT|VARCHAR|CHAR)\b/

/** What was written for one type means the same for the other: comparisons of numbers, and everything about texts. */
function fits(object: Carried, { fromType, toType }: Replaced): boolean {
  if (fromType === toType) return true
  if (texts.test(fromType) && texts.test(toType)) return true
  const written = object.kind === 'index' ? object.definition : object.kind === 'check' ? object.expression : object.on
  // A function may take one type of number only.
  return numbers.test(fromType) && numbers.test(toType) && !/\w\(/.test(written.replace(/^USING \w+ /, ''))
}

const isCarriable = (object: HiddenObject): object is Carried =>
  object.kind === 'index' || object.kind === 'check' || object.kind === 'statistics'

/** The table's columns in the object's words, for sentences. */
const columnsOf = ({ table, columns }: HiddenObject): string =>
  columns.length === 0 ? displayName(table) : columns.map((column) => `${displayName(table)}.${column}`).join(', ')

export function fateOf(context: PlanContext, object: HiddenObject): Fate {
  const { columns, identity } = object
  const replaced = replacedColumns(context, object.table).filter(({ from }) => columns.includes(from))
  const successors = replaced.map(({ to }) => to).join(', ')
  const swapped = replaced.some((column) => column.swapped)
  const move = moveOf(context.changes, object.table)
  if (move !== undefined && columns.length === 0) return fateOfMoved(move, object)
  if (object.kind === 'mention') {
    if (replaced.length > 0 && replaced.every((column) => column.swapped)) return { kind: 'untouched' }
    const instead = replaced.length === 0 ? 'no longer needs it' : `reads and writes ${successors} instead`
    return {
      kind: 'awaited',
      todo: `${identity} has the name of ${columnsOf(object)} in its text. If it means that one, see before contract that it ${instead}.`,
    }
  }
  // On dropped columns and tables: it goes with them, or holds them, as soon as people let go of it.
  if (replaced.length < columns.length || columns.length === 0) {
    return {
      kind: 'awaited',
      todo: `Before contract: drop ${identity}, or make it do without ${columnsOf(object)}. Contract refuses while it depends on that.`,
    }
  }
  if (isCarriable(object)) {
    // Its names in the catalog change with the table's, so that contract would not know it again.
    if (move !== undefined) {
      return { kind: 'refused', why: 'the table gets another name in the same plan: plan the one after the other' }
    }
    return replaced.every((column) => fits(object, column))
      ? { kind: 'carried', object }
      : { kind: 'refused', why: 'it was written for the type that the column has now' }
  }
  if (swapped) return { kind: 'refused', why: 'PostgreSQL ties it to the old column, whatever name that has' }
  switch (object.kind) {
    case 'view':
    case 'materializedView':
    case 'policy':
    case 'function':
    case 'publication':
    case 'publicationOfSchema':
    case 'generatedColumn':
      return {
        kind: 'awaited',
        todo: `Between expand and contract: let ${identity} read ${successors} instead of ${columnsOf(object)}, in a migration of your own. Contract refuses while it depends on that.`,
      }
    case 'trigger':
    case 'rule':
      return { kind: 'refused', why: 'it would not see what the other version of the application writes' }
    case 'constraint':
      return { kind: 'refused', why: 'PostgreSQL builds such a constraint under a lock that blocks writes' }
    case 'foreignKey':
      return { kind: 'refused', why: 'schema.prisma does not have that foreign key' }
    case 'specialIndex':
      return { kind: 'refused', why: 'it is invalid, identifies rows for replicas, or is not what schema.prisma says of it' }
    case 'inheritance':
      return { kind: 'refused', why: 'the table is inherited from' }
  }
}

/** Something on a table that gets another name or schema in expand, and has a view under the old name until contract. */
function fateOfMoved({ from, table }: ChangeOf<'moveTable'>, { kind, identity }: HiddenObject): Fate {
  const [old, now] = [displayName(from), displayName(table)]
  if (kind === 'mention') {
    return {
      kind: 'awaited',
      todo: `${identity} has the name ${from.name} in its text. If it means the table, let it say ${now} between expand and contract: until then a view has the old name.`,
    }
  }
  if (kind === 'publicationOfSchema' && from.schema !== table.schema) {
    return {
      kind: 'noted',
      note: `${identity} publishes the tables of the schema ${from.schema ?? 'public'}, so it no longer has ${now} from expand on: add the table to it where subscribers need it.`,
    }
  }
  return {
    kind: 'noted',
    note: `${identity} publishes ${old} as ${now} from expand on: its subscribers need a table of that name before.`,
  }
}

const identitiesWith = (context: PlanContext, table: TableName, fates: readonly Fate['kind'][]): readonly string[] =>
  (context.hidden ?? [])
    .filter((object) => isTable(table)(object.table) && fates.includes(fateOf(context, object).kind))
    .map(({ identity }) => identity)

/** What the plan itself carries over, so that it is no obstacle in contract. */
export const carriedIdentities = (context: PlanContext, table: TableName): readonly string[] => identitiesWith(context, table, ['carried'])

/** What the plan carries, or names among its gates. */
export const knownIdentities = (context: PlanContext, table: TableName): readonly string[] =>
  identitiesWith(context, table, ['carried', 'awaited'])
