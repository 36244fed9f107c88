import { StagerError, exitCode } from '../errors.ts'
import type { PlanBundle, Step } from '../plan/plan.ts'
import { planIdOf } from './plan-id.ts'
import type { MigrationFile } from './history-ports.ts'

export type StepStage = 'expand' | 'contract' | 'undo'

/** A migration of stager: which step of which plan it is. */
export interface OwnedMigration {
  readonly bundle: PlanBundle
  readonly stage: StepStage
  readonly step: Step
  readonly migration: MigrationFile
}

const stepsOf = ({ plan }: PlanBundle, stage: StepStage): readonly Step[] => plan[stage].steps

/**
 * The step that a folder of prisma/migrations belongs to; null for the team's own. A plan that was undone may have been planned
 * again under its name, so a migration belongs to the latest such plan that is not younger than itself.
 */
export function ownerOf(migration: MigrationFile, bundles: readonly PlanBundle[]): OwnedMigration | null {
  const [, timestamp = '', rest = ''] = /^(\d{14})_(.*)$/s.exec(migration.name) ?? []
  const newestFirst = bundles.toSorted((a, b) => (a.plan.timestamp < b.plan.timestamp ? 1 : -1))
  for (const bundle of newestFirst) {
    for (const stage of ['expand', 'contract', 'undo'] as const) {
      const step = bundle.plan.timestamp <= timestamp ? stepsOf(bundle, stage).find((candidate) => candidate.migration === rest) : undefined
      if (step !== undefined) return { bundle, stage, step, migration }
    }
  }
  return null
}

/** The migrations of one stage of a plan, in the order of its steps; refuses when one of them is missing or was edited. */
export function migrationsOfStage(bundle: PlanBundle, stage: StepStage, migrations: readonly MigrationFile[]): readonly OwnedMigration[] {
  const owned = placedMigrations(bundle, stage, migrations)
  return stepsOf(bundle, stage).map((step) => {
    const found = owned.find((candidate) => candidate.step.id === step.id)
    if (found === undefined) {
      throw new StagerError(
        'migration-missing',
        `prisma/migrations has no migration ..._${step.migration} of the plan ${planIdOf(bundle.plan)}.`,
        {
          exitCode: exitCode.conflict,
          hint: 'Restore it from version control, then run the same command again.',
        },
      )
    }
    return checkText(found)
  })
}

/** Those that are there. */
export function placedMigrations(bundle: PlanBundle, stage: StepStage, migrations: readonly MigrationFile[]): readonly OwnedMigration[] {
  return migrations.flatMap((migration) => {
    const owned = ownerOf(migration, [bundle])
    return owned?.stage === stage ? [owned] : []
  })
}

const withoutCarriageReturns = (text: string): string => text.replaceAll('\r\n', '\n')

/** The plan's file is what was reviewed and sealed; the migration must be the same text. */
export function checkText(owned: OwnedMigration): OwnedMigration {
  const { bundle, step, migration } = owned
  const sealed = bundle.texts.get(step.file)
  if (sealed !== undefined && withoutCarriageReturns(sealed) === withoutCarriageReturns(migration.sql)) return owned
  const id = planIdOf(bundle.plan)
  throw new StagerError('migration-differs', `prisma/migrations/${migration.name} is not what ${id}/${step.file} says.`, {
    exitCode: exitCode.conflict,
    hint: `Copy stages/${id}/${step.file} over prisma/migrations/${migration.name}/migration.sql, or restore both from version control.`,
  })
}
