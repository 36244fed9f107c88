import type { ChangeKind, SchemaChange } from './change.ts'
import { compareText } from './names.ts'

/** What comes into being first, what goes last; a column before what is built on it. */
const ranks: Readonly<Record<ChangeKind, number>> = {
  createSchema: 0,
  createExtension: 1,
  createEnum: 2,
  createTable: 3,
  renameConstraint: 4,
  renameIndex: 5,
  addColumn: 6,
  renameColumn: 7,
  dropNotNull: 8,
  setDefault: 9,
  setNotNull: 10,
  dropDefault: 11,
  createIndex: 12,
  addUnique: 13,
  addForeignKey: 14,
  changeForeignKey: 15,
  dropForeignKey: 16,
  dropUnique: 17,
  dropIndex: 18,
  dropColumn: 19,
  dropTable: 20,
  dropEnum: 21,
}

/** Schema, then name: two parts that no name can run together. */
function placeOf(change: SchemaChange): readonly [string, string] {
  if ('table' in change) return [change.table.schema ?? '', change.table.name]
  if ('enum' in change) return [change.enum.schema ?? '', change.enum.name]
  return ['', change.name]
}

/** One order for one set of changes, whatever order the models of the schema file have. Fields keep theirs. */
export const orderChanges = (changes: readonly SchemaChange[]): readonly SchemaChange[] =>
  changes.toSorted((left, right) => {
    const [a, b] = [placeOf(left), placeOf(right)]
    return ranks[left.kind] - ranks[right.kind] || compareText(a[0], b[0]) || compareText(a[1], b[1])
  })
