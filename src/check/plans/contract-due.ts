import type { Finding } from '../finding.ts'
import { planId, type PlanFact } from './plan-fact.ts'

/** Plans of which the database has done everything but contract; `waiting` are their ids. */
export function findDueContracts(facts: readonly PlanFact[], waiting: ReadonlySet<string>): readonly Finding[] {
  return facts
    .filter(({ bundle, isUndone }) => !isUndone && waiting.has(planId(bundle.plan)))
    .map(({ bundle: { plan }, file, isPromoted }) => ({
      rule: 'contract-due',
      level: 'warning',
      file,
      line: 1,
      statement: null,
      message: `The plan ${plan.name} is expanded, deployed and backfilled on this database: only contract is missing.`,
      instead: isPromoted ? 'stager apply --stage contract' : `stager verify ${plan.name}, then stager promote ${plan.name}`,
      allowed: null,
    }))
}
