import type { ChangeOf, Conversion, Fill, SchemaChange } from '../diff/change.ts'
import { displayName } from '../operations/names.ts'
import type { Column } from '../schema/model.ts'
import { lockModes, type LockMode, type TableLock } from '../sql/statement.ts'
import type { Backfill, Plan, Step } from './plan.ts'

/** Words that both renderings of a plan use. */

/** What a lock keeps from others while it is held. https://www.postgresql.org/docs/current/explicit-locking.html */
export function blockedBy(mode: LockMode): 'nothing' | 'writes' | 'reads and writes' {
  if (mode === 'ACCESS EXCLUSIVE') return 'reads and writes'
  return lockModes.indexOf(mode) >= lockModes.indexOf('SHARE') ? 'writes' : 'nothing'
}

/** The most that any of the locks blocks. */
export function blocks(locks: readonly TableLock[]): ReturnType<typeof blockedBy> {
  const all = locks.map(({ mode }) => blockedBy(mode))
  return all.find((what) => what === 'reads and writes') ?? all.find((what) => what === 'writes') ?? 'nothing'
}

/** `ACCESS EXCLUSIVE on User`, each once. */
export const describeLocks = (locks: readonly TableLock[]): readonly string[] => [
  ...new Set(locks.map(({ mode, table }) => `${mode} on ${displayName(table)}`)),
]

/** A step that does several things says each on its own. */
export const labelParts = ({ label }: Step): readonly string[] => label.split('; ')

/** `1 step`, `3 steps`. */
export const count = (number: number, noun: string): string => `${String(number)} ${noun}${number === 1 ? '' : 's'}`

/** The steps of contract that nothing takes back. */
export const destructiveSteps = ({ contract }: Plan): readonly Step[] => contract.steps.filter(({ safety }) => safety === 'destructive')

/** Contract, or the target schema that goes with it, is still to come after the backfill. */
export const hasContract = ({ contract, edits }: Plan): boolean => contract.steps.length > 0 || edits.promote.length > 0

/** What a backfill does, after its label. */
export const describeBackfill = ({ kind, key }: Backfill): string =>
  `${kind === 'sql' ? 'SQL' : 'TypeScript'}, in batches by ${key.map(({ name }) => name).join(', ')}`

type Code = (text: string) => string

/** Where a value comes from, in half a sentence. */
function source(fill: Fill, code: Code): string {
  switch (fill.kind) {
    case 'expression':
    case 'query':
      return `is filled with ${code(fill.sql)}`
    case 'typescript':
      return fill.file === null ? "is computed by the plan's TypeScript transform" : `is computed by ${code(fill.file)}`
    case 'none':
      return 'needs no value: no row has NULL, which is proved before contract'
  }
}

/** Nobody was asked: rows get what the column's default gives. */
const isOwnDefault = ({ default: value }: Column, fill: Fill): boolean =>
  value !== null && value.kind !== 'sequence' && fill.kind === 'expression' && fill.sql === value.sql

/** Both ways of a conversion. */
function converted({ table, from, to, fill }: ChangeOf<'renameColumn'>, { up, down }: Conversion, code: Code): string {
  const name = code(`${displayName(table)}.${to.name}`)
  const forth = fill === null ? `gets ${code(up)}` : source(fill, code)
  return `${name} takes over from ${code(from.name)}, and ${forth}; ${down === null ? 'nothing leads back' : `the way back is ${code(down)}`}.`
}

/** What people answered when the plan was made, one sentence each. `code` sets SQL and names. */
export function decisions(changes: readonly SchemaChange[], code: Code): readonly string[] {
  return changes.flatMap((change): readonly string[] => {
    if (!('table' in change)) return []
    const table = displayName(change.table)
    switch (change.kind) {
      case 'dropTable':
        return [`${code(table)} may be dropped with all its rows.`]
      case 'dropColumn':
        return [
          `${code(`${table}.${change.column.name}`)} may be dropped with its data.`,
          ...(change.down === null
            ? []
            : [
                `Rows that the new application writes: ${code(`${table}.${change.column.name}`)} ${source(change.down, code)} for the old one.`,
              ]),
        ]
      case 'renameColumn':
        return change.conversion !== null
          ? [converted(change, change.conversion, code)]
          : [
              `${code(`${table}.${change.to.name}`)} is ${code(change.from.name)} under a new name.`,
              ...(change.fill === null ? [] : [`Where it is NULL, ${code(`${table}.${change.to.name}`)} ${source(change.fill, code)}.`]),
            ]
      case 'moveColumn':
        return [
          `${code(`${displayName(change.from.table)}.${change.from.column.name}`)} moves to ${code(`${table}.${change.column.name}`)}.`,
          ...(change.fill === null ? [] : [`Where it is NULL, ${code(`${table}.${change.column.name}`)} ${source(change.fill, code)}.`]),
          ...(change.orphans === 'refuse' ? [] : [`Values that no row of ${code(table)} can take are given up.`]),
        ]
      case 'addColumn':
        return change.fill === null || isOwnDefault(change.column, change.fill)
          ? []
          : [`${code(`${table}.${change.column.name}`)} ${source(change.fill, code)}.`]
      case 'setNotNull':
        return [`Where it is NULL, ${code(`${table}.${change.column.name}`)} ${source(change.fill, code)}.`]
      case 'addUnique':
        return change.duplicates === 'refuse'
          ? []
          : [`Duplicates under ${code(change.index.name)} are settled by ${code(change.duplicates)}.`]
      case 'addForeignKey':
        return change.orphans === 'refuse' ? [] : [`Orphans under ${code(change.foreignKey.name)} are settled by ${code(change.orphans)}.`]
      default:
        return []
    }
  })
}
