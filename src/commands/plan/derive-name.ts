import type { SchemaChange } from '../../diff/change.ts'
import { fileName } from '../../plan/file-name.ts'

/** Changes that come along with another one, and say less than it does. */
const companions = new Set<SchemaChange['kind']>([
  'createSchema',
  'createExtension',
  'createEnum',
  'dropEnum',
  'createIndex',
  'dropIndex',
  'addUnique',
  'addForeignKey',
  'dropForeignKey',
  'setDefault',
  'dropDefault',
])

/** A name for the plan that nobody gave one: `add_slug`, `rename_name_to_full_name`, `change_post`. */
export function deriveName(changes: readonly SchemaChange[]): string {
  const main = changes.filter(({ kind }) => !companions.has(kind))
  const [first, ...others] = main.length === 0 ? changes : main
  if (first === undefined) return 'nothing'
  if (others.length === 0) return fileName(...wordsOf(first))
  const tables = [...new Set([first, ...others].map(tableOf))]
  return tables.length <= 2 ? fileName('change', ...tables) : fileName('change', ...tables.slice(0, 2), 'and_more')
}

function wordsOf(change: SchemaChange): readonly string[] {
  switch (change.kind) {
    case 'addColumn':
      return ['add', change.column.field]
    case 'dropColumn':
      return ['drop', change.column.field]
    case 'renameColumn':
      return ['rename', change.from.field, 'to', change.to.field]
    case 'setNotNull':
      return ['require', change.column.field]
    case 'dropNotNull':
      return ['optional', change.column.field]
    case 'moveTable':
      return ['rename', change.from.name, 'to', change.table.name]
    case 'moveColumn':
      return ['move', change.column.field, 'to', tableOf(change)]
    case 'changeType':
      return ['change', change.to.field]
    case 'changeEnum':
      return ['change', change.to.name]
    case 'createTable':
      return ['add', tableOf(change)]
    case 'dropTable':
      return ['drop', tableOf(change)]
    case 'createEnum':
      return ['add', change.enum.name]
    case 'dropEnum':
      return ['drop', change.enum.name]
    case 'addEnumValue':
      return ['add', change.value, 'to', change.enum.name]
    case 'widenColumn':
      return ['widen', change.column]
    case 'createIndex':
      return ['index', tableOf(change), ...change.index.columns]
    case 'addUnique':
      return ['unique', tableOf(change), ...change.index.columns]
    default:
      return ['change', tableOf(change)]
  }
}

function tableOf(change: SchemaChange): string {
  if (change.kind === 'changeEnum') return change.to.name
  if ('table' in change) return 'model' in change.table ? (change.table.model ?? change.table.name) : change.table.name
  return 'enum' in change ? change.enum.name : change.name
}
