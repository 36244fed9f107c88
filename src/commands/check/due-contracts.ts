import { findDueContracts } from '../../check/plans/contract-due.ts'
import type { Finding } from '../../check/finding.ts'
import type { PlanFact } from '../../check/plans/plan-fact.ts'
import type { ParsedCheckSettings } from '../check.ts'

/** Only a database that was named for it is asked, as `stager plan` does. */
export async function dueContracts(settings: ParsedCheckSettings, facts: readonly PlanFact[]): Promise<readonly Finding[]> {
  if (settings.databaseUrl === undefined || facts.length === 0) return []
  const { projectStatus } = await import('../status/project-status.ts')
  const { cwd, schema, databaseUrl, config } = settings
  const { plans } = await projectStatus({ cwd, schema, databaseUrl, config })
  const waiting = plans.filter(({ state, stages }) => {
    const isDone = (names: readonly string[]): boolean =>
      stages.filter(({ stage }) => names.includes(stage)).every((stage) => stage.state === 'done' || stage.state === 'empty')
    const contract = stages.find(({ stage }) => stage === 'contract')
    return state === 'in_flight' && contract?.state === 'pending' && isDone(['expand', 'deploy', 'backfill'])
  })
  return findDueContracts(facts, new Set(waiting.map(({ id }) => id)))
}
