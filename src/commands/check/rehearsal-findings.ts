import { join } from 'node:path'

import type { Finding } from '../../check/finding.ts'
import { planId, type PlanFact } from '../../check/plans/plan-fact.ts'
import type { Project } from '../../config.ts'
import { StagerError } from '../../errors.ts'
import type { MigrationFile } from '../../plan/migrations-folder.ts'
import { rehearsePlan } from '../../rehearse/rehearse-plan.ts'

/** Runs the new plans on a scratch database; what is not as a plan says, and a plan that cannot be rehearsed, is a finding. */
export async function rehearsalFindings(
  facts: readonly PlanFact[],
  { stagesDirectory }: Project,
  migrations: readonly MigrationFile[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { bundle, file } of facts.filter(({ isNew, isUndone }) => isNew && !isUndone)) {
    const directory = join(stagesDirectory, planId(bundle.plan))
    const failed = (message: string, statement: string | null, level: Finding['level']): Finding => ({
      rule: 'rehearsal-failed',
      level,
      file,
      line: 1,
      statement,
      message,
      instead: `stager rehearse ${bundle.plan.name} shows every statement with what was measured.`,
      allowed: null,
    })
    try {
      const rehearsal = await rehearsePlan(bundle, { directory, migrations })
      findings.push(...rehearsal.findings.map(({ text, sql }) => failed(text, sql, 'error')))
    } catch (error) {
      if (!(error instanceof StagerError)) throw error
      // The scratch database may lack what the project has, an extension for example: that says nothing against the plan.
      findings.push(failed(`The plan ${bundle.plan.name} could not be rehearsed: ${error.message}`, null, 'note'))
    }
  }
  return findings
}
