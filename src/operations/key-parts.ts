import type { Index, PrimaryKey, TableName } from '../schema/model.ts'
import { constraintExists, constraintValid, foreignKeyUses, indexValid, primaryKeyIs } from '../sql/checks.ts'
import { swapPrimaryKey, validateForeignKey } from '../sql/ddl.ts'
import type { Check } from '../sql/statement.ts'
import type { Referrer } from './key-change.ts'
import { displayName } from './names.ts'
import type { Part } from './operation.ts'

export interface KeySwap {
  readonly table: TableName
  readonly from: PrimaryKey | null
  readonly to: PrimaryKey | null
  /** Becomes the index of `to`. */
  readonly index: Index | null
  /** Foreign keys that PostgreSQL has bound to an index that goes, each with the one that takes over. */
  readonly rebound: readonly (Referrer & { readonly index: string })[]
  readonly precheck?: readonly Check[]
}

const described = (key: PrimaryKey | null): string => (key === null ? 'no primary key' : `the primary key (${key.columns.join(', ')})`)

/**
 * One transaction that touches no row: DROP CONSTRAINT, and PRIMARY KEY USING INDEX over an index that is there. PostgreSQL refuses
 * to drop a key that foreign keys use, so those are dropped and added again NOT VALID in the same transaction, and validated next.
 */
export function swapKeyParts<Swap extends string, Validate extends string>(
  slots: { readonly swap: Swap; readonly validate: Validate },
  swap: KeySwap,
): readonly (Part<Swap> | Part<Validate>)[] {
  const { table, from, to, index, rebound, precheck = [] } = swap
  const name = displayName(table)
  const also = rebound.length === 0 ? '' : `, with ${rebound.map(({ key }) => key.name).join(', ')} bound to its unique index`
  return [
    {
      slot: slots.swap,
      table,
      key: `primaryKey.${to?.name ?? from?.name ?? ''}`,
      label: `${name} gets ${described(to)} instead of ${described(from)}${also}`,
      safety: 'tightening',
      execute: [swapPrimaryKey(swap)],
      precheck: [...(index === null ? [] : [indexValid(table, index.name)]), ...precheck],
      postcheck: [primaryKeyIs(table, to)],
    },
    ...rebound.map(({ table: other, key, index: bound }): Part<Validate> => ({
      slot: slots.validate,
      table: other,
      key: `validate.${key.name}`,
      label: `prove the foreign key ${key.name} of ${displayName(other)} again, which uses ${bound} now`,
      safety: 'tightening',
      execute: [validateForeignKey(other, key, key.name)],
      precheck: [constraintExists(other, key.name)],
      postcheck: [constraintValid(other, key.name), foreignKeyUses(other, key.name, bound)],
    })),
  ]
}
