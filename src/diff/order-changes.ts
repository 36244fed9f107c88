import type { ChangeKind, SchemaChange } from './change.ts'
import { compareText } from './names.ts'

/** What comes into being first, what goes last; a column before what is built on it. */
const ranks: Readonly<Record<ChangeKind, number>> = {
  createSchema: 0,
  createExtension: 1,
  createEnum: 2,
  addEnumValue: 3,
  moveTable: 4,
  createTable: 5,
  renameConstraint: 6,
  renameIndex: 7,
  rekeyJoinTable: 7,
  changeEnum: 8,
  addColumn: 9,
  renameColumn: 10,
  moveColumn: 11,
  changeType: 12,
  dropNotNull: 13,
  widenColumn: 14,
  addSequence: 15,
  setDefault: 16,
  setNotNull: 17,
  dropDefault: 18,
  dropSequence: 19,
  createIndex: 20,
  addUnique: 21,
  changePrimaryKey: 22,
  addForeignKey: 23,
  changeForeignKey: 24,
  dropForeignKey: 25,
  dropUnique: 26,
  dropIndex: 27,
  dropColumn: 28,
  dropTable: 29,
  dropEnum: 30,
}

/** Schema, then name: two parts that no name can run together. */
function placeOf(change: SchemaChange): readonly [string, string] {
  if ('table' in change) return [change.table.schema ?? '', change.table.name]
  if (change.kind === 'changeEnum') return [change.from.schema ?? '', change.from.name]
  if ('enum' in change) return [change.enum.schema ?? '', change.enum.name]
  return ['', change.name]
}

/** One order for one set of changes, whatever order the models of the schema file have. Fields keep theirs. */
export const orderChanges = (changes: readonly SchemaChange[]): readonly SchemaChange[] =>
  changes.toSorted((left, right) => {
    const [a, b] = [placeOf(left), placeOf(right)]
    return ranks[left.kind] - ranks[right.kind] || compareText(a[0], b[0]) || compareText(a[1], b[1])
  })
