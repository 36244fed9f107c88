import type { ChangeKind, SchemaChange } from './change.ts'
import { compareText } from './names.ts'

/** What comes into being first, what goes last; a column before what is built on it. */
const ranks: Readonly<Record<ChangeKind, number>> = {
  createSchema: 0,
  createExtension: 1,
  createEnum: 2,
  addEnumValue: 3,
  createTable: 4,
  renameConstraint: 5,
  renameIndex: 6,
  addColumn: 7,
  renameColumn: 8,
  dropNotNull: 9,
  widenColumn: 10,
  setDefault: 11,
  setNotNull: 12,
  dropDefault: 13,
  createIndex: 14,
  addUnique: 15,
  addForeignKey: 16,
  changeForeignKey: 17,
  dropForeignKey: 18,
  dropUnique: 19,
  dropIndex: 20,
  dropColumn: 21,
  dropTable: 22,
  dropEnum: 23,
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
