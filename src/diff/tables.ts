import { sameTable } from '../schema/lookup.ts'
import type { Schema, Table } from '../schema/model.ts'
import { withAlias } from './alias-answers.ts'
import type { AnswerBook } from './answer-book.ts'
import type { SchemaChange } from './change.ts'
import { diffColumns } from './columns.ts'
import { diffJoinTable } from './diff-join-table.ts'
import { found, together, type Findings } from './findings.ts'
import { diffForeignKeys, newForeignKeys, renamedForeignKeys } from './foreign-keys.ts'
import { diffIndexes } from './indexes.ts'
import { findMoves } from './moved-columns.ts'
import type { SettledMoves } from './moved-tables.ts'
import { modelName } from './names.ts'
import { diffPrimaryKey } from './primary-key.ts'
import type { Refusal } from './question.ts'
import { removedTable } from './removed-tables.ts'
import { rowKey } from '../schema/row-key.ts'
import type { TablePair } from './table-pair.ts'

/** Tables match by their names in the database, the moved ones by their new ones: a model that only got another name is no change. */
export function diffTables({ before, changes, refusals, removed }: SettledMoves, after: Schema, book: AnswerBook): Findings {
  const pairs = after.tables.flatMap((to) =>
    before.tables
      .filter((from) => sameTable(from, to))
      .map((from) => ({ before: from, after: to, book: withAlias(book, modelName(from), modelName(to)) })),
  )
  const created = after.tables.filter((table) => !pairs.some((pair) => pair.after === table))
  const moves = findMoves(pairs)
  const gone = removed.map(({ table }) => table)
  return together([
    found({ changes, refusals: [...refusals, ...gone.flatMap((table) => staysBehind(table, changes))] }),
    ...removed.map(({ table, candidates }) => removedTable(table, candidates, gone, book)),
    ...pairs.map((pair) => {
      const isMoved = changes.some(({ table }) => sameTable(table, pair.after))
      const renamed = isMoved ? renamedForeignKeys(pair.before, pair.after) : { changes: [], table: pair.before }
      return together([found({ changes: renamed.changes }), diffTable({ ...pair, before: renamed.table, moves })])
    }),
    ...created.map(createdTable),
  ])
}

/** Prisma looks for a join table in the schema of the model that its column A refers to, and there it is not until contract drops it. */
function staysBehind(table: Table, changes: SettledMoves['changes']): readonly Refusal[] {
  const owner = table.model === null ? table.foreignKeys.find(({ columns }) => columns[0] === 'A')?.references : undefined
  if (owner === undefined) return []
  return changes.flatMap((change) => {
    if (change.from.schema === change.table.schema) return []
    if (![change.from, change.table].some((one) => sameTable(one, owner))) return []
    const model = modelName(change.from)
    return [
      {
        code: 'join-table-left-behind',
        model,
        field: null,
        message: `${model} moves to the schema ${change.table.schema ?? 'public'}, and its join table ${table.name} is dropped: until contract Prisma would look for that table there.`,
        hint: `Make two plans of it: first drop the relation; when that plan is contracted, move ${model}.`,
      },
    ]
  })
}

function diffTable(pair: TablePair): Findings {
  if (pair.after.model === null) return diffJoinTable(pair)
  const findings = together([diffPrimaryKey(pair), diffColumns(pair), diffIndexes(pair), diffForeignKeys(pair)])
  if (rowKey(pair.before, pair.after) !== null || !findings.changes.some(needsKey)) return findings
  const model = modelName(pair.after)
  return together([
    findings,
    found({
      refusals: [
        {
          code: 'no-key',
          model,
          field: null,
          message: `Rows of ${model} change in a way that undo has to take back, or that may leave NULL, and without a primary key or a unique index over required fields they cannot be told apart.`,
          hint: `Give ${model} \`id Int @id @default(autoincrement())\` in a plan before this one, and leave its @@ignore until that is promoted.`,
        },
      ],
    }),
  ])
}

/** The change has a backfill that replaces what is there, so that undo must find its rows again, or that leaves NULL where it was. */
function needsKey(change: SchemaChange): boolean {
  switch (change.kind) {
    case 'addColumn':
      return change.fill?.kind === 'typescript' && change.column.nullable
    case 'setNotNull':
      return change.fill.kind !== 'none'
    case 'addUnique':
      return change.duplicates !== 'refuse'
    case 'addForeignKey':
      return change.orphans !== 'refuse'
    default:
      return false
  }
}

/** With its primary key and indexes; no row is there, so no field of it is asked about. */
const createdTable = (table: Table): Findings =>
  found({ changes: [{ kind: 'createTable', table: { ...table, foreignKeys: [] } }, ...newForeignKeys(table)] })
