import type { Finding } from '../finding.ts'
import { isInFlight, type PlanFact } from './plan-fact.ts'

const day = 24 * 60 * 60 * 1000

/** Whole days since `20261121093000`, UTC; null for a timestamp that is no date. */
export function daysSince(timestamp: string, now: Date): number | null {
  const [year, month, date, hour, minute, second] = (/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timestamp) ?? []).slice(1).map(Number)
  const at = Date.UTC(year ?? NaN, (month ?? NaN) - 1, date, hour, minute, second)
  return Number.isNaN(at) ? null : Math.floor((now.getTime() - at) / day)
}

/** Plans that are not promoted, `maxAge` days after they were made. */
export function findOldPlans(facts: readonly PlanFact[], maxAge: number, now: Date): readonly Finding[] {
  return facts.filter(isInFlight).flatMap(({ bundle: { plan }, file }): readonly Finding[] => {
    const age = daysSince(plan.timestamp, now)
    if (age === null || age <= maxAge) return []
    return [
      {
        rule: 'plan-old',
        level: 'warning',
        file,
        line: 1,
        statement: null,
        message: `The plan ${plan.name} is ${String(age)} days old and was never promoted: until its contract, its triggers run at every write, and ${plan.tables.map(({ name }) => name).join(', ')} can have no other plan.`,
        instead: `stager status says what it waits for; then stager promote ${plan.name}, or stager undo ${plan.name}.`,
        allowed: null,
      },
    ]
  })
}
