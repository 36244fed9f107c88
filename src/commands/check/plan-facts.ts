import { join } from 'node:path'

import type { Finding } from '../../check/finding.ts'
import type { PlanFact } from '../../check/plans/plan-fact.ts'
import type { Project } from '../../config.ts'
import { StagerError } from '../../errors.ts'
import { planMigrations, type MigrationFile, type PlacedStep } from '../../plan/migrations-folder.ts'
import { listPlans, planFile } from '../../plan/plan-folder.ts'
import { checkText, ownerOf } from '../../run/migration-owner.ts'
import { readPlans } from '../read-plans.ts'
import type { Base } from './base.ts'
import { shownPath } from './shown-path.ts'

export interface PlanFacts {
  /** Oldest first. */
  readonly facts: readonly PlanFact[]
  /** Plans that cannot be read, and migrations that are not what their plan says. */
  readonly findings: readonly Finding[]
}

/** Reads every plan; one that was edited is a finding, and hides no other. */
export async function readPlanFacts(project: Project, migrations: readonly MigrationFile[], base: Base): Promise<PlanFacts> {
  const facts: PlanFact[] = []
  const findings: Finding[] = []
  for (const folder of await listPlans(project.stagesDirectory)) {
    const file = shownPath(project.root, join(folder.directory, planFile))
    try {
      const [bundle] = await readPlans([folder])
      if (bundle === undefined) continue
      const { contract, undo } = planMigrations(bundle.plan, migrations)
      facts.push({
        bundle,
        file,
        isNew: !base.plans.has(folder.folder),
        isPromoted: allPlaced(contract),
        isUndone: undo.length > 0 && allPlaced(undo),
      })
    } catch (error) {
      findings.push(changed(file, error))
    }
  }
  const bundles = facts.map(({ bundle }) => bundle)
  for (const migration of migrations) {
    const owned = ownerOf(migration, bundles)
    try {
      if (owned !== null) checkText(owned)
    } catch (error) {
      findings.push(changed(shownPath(project.root, migration.path), error))
    }
  }
  for (const { bundle, file } of facts) findings.push(...missing(file, planMigrations(bundle.plan, migrations).expand))
  return { facts, findings }
}

const allPlaced = (steps: readonly PlacedStep[]): boolean => steps.every(({ migration }) => migration !== null)

function missing(file: string, steps: readonly PlacedStep[]): readonly Finding[] {
  return steps
    .filter(({ migration }) => migration === null)
    .map(({ step }) => ({
      rule: 'plan-changed',
      level: 'error',
      file,
      line: 1,
      statement: null,
      message: `prisma/migrations has no migration ..._${step.migration}, which the plan needs in expand.`,
      instead: 'Restore it from version control.',
      allowed: null,
    }))
}

function changed(file: string, error: unknown): Finding {
  if (!(error instanceof StagerError)) throw error
  return {
    rule: 'plan-changed',
    level: 'error',
    file,
    line: 1,
    statement: null,
    message: error.message,
    instead: error.hint ?? 'Restore it from version control.',
    allowed: null,
  }
}
