import { constraintExists, constraintValid } from '../../sql/checks.ts'
import { addCheckNotValid, validateConstraint } from '../../sql/ddl.ts'
import { ident } from '../../sql/ident.ts'
import type { Direction } from '../conversion-sql.ts'
import { displayName, temporaryName } from '../names.ts'
import type { ContractPart, PlanContext } from '../operation.ts'
import { shadowName, type ChangeType } from '../shadow.ts'

export const fitName = (context: PlanContext, { table, from }: ChangeType): string =>
  temporaryName(context.tag, table.name, from.name, 'fit')

/**
 * From here to the swap a value that the new type has no place for is an error, as it is after it: what is written after the last verification would
 * otherwise be lost without a word. A required column needs none: it has NOT NULL.
 */
export function keepFit(context: PlanContext, change: ChangeType, up: Direction): readonly ContractPart[] {
  const { table, from } = change
  const name = fitName(context, change)
  const label = `${displayName(table)}.${from.name}`
  const [old, shadow] = [ident(from.name), ident(shadowName(context, change))]
  const condition = change.conversion.given && up.fails !== null ? `NOT ${up.fails(null)}` : `${old} IS NULL OR ${shadow} IS NOT NULL`
  const part = { table, safety: 'tightening' } as const
  return [
    {
      ...part,
      slot: 'check',
      key: `fit.${from.name}`,
      label: `new values of ${label} fit into ${change.to.type}`,
      execute: addCheckNotValid(table, name, condition),
      precheck: [],
      postcheck: [constraintExists(table, name)],
    },
    {
      ...part,
      slot: 'validate',
      key: `fit.${from.name}`,
      label: `prove that every value of ${label} fits into ${change.to.type}`,
      execute: [validateConstraint(table, name)],
      precheck: [constraintExists(table, name)],
      postcheck: [constraintValid(table, name)],
    },
  ]
}
