import type { TableName } from '../../schema/model.ts'
import type { Finding } from '../finding.ts'
import { isInFlight, type PlanFact } from './plan-fact.ts'

const same = (left: TableName, right: TableName): boolean => left.schema === right.schema && left.name === right.name

/** Plans in flight that change the same table; reported at the younger one. */
export function findConflicts(facts: readonly PlanFact[]): readonly Finding[] {
  const inFlight = facts.filter(isInFlight)
  return inFlight.flatMap((younger, at) =>
    inFlight.slice(0, at).flatMap((older): readonly Finding[] => {
      const [one, other] = [younger.bundle.plan, older.bundle.plan]
      const shared = one.tables.filter((table) => other.tables.some((taken) => same(table, taken)))
      if (shared.length === 0) return []
      return [
        {
          rule: 'plan-conflict',
          level: 'error',
          file: younger.file,
          line: 1,
          statement: null,
          message: `The plans ${other.name} and ${one.name} both change ${shared.map(({ name }) => name).join(', ')}, and neither is finished.`,
          instead: `Finish ${other.name} (stager status), take it back (stager undo ${other.name}), or make one plan of both.`,
          allowed: null,
        },
      ]
    }),
  )
}
