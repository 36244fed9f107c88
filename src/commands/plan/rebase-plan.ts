import { join } from 'node:path'

import { parseAnswers } from '../../diff/parse-answers.ts'
import type { Answers } from '../../diff/question.ts'
import { StagerError, exitCode } from '../../errors.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { planMigrations } from '../../plan/migrations-folder.ts'
import { readDocument, readSchema, schemaFilesIn } from '../../prisma/load.ts'
import { applyEdits } from '../../prisma/schema-edits.ts'
import type { Table } from '../../schema/model.ts'
import type { ParsedPlanSettings } from '../plan.ts'
import { placement } from '../place-steps.ts'
import { openRepository, planIdNamed } from '../repository.ts'
import type { Sources } from './open-sources.ts'

/**
 * A plan again, from the schema as it is now: what it did to the schema is taken off, and what it wanted is put on, with the answers that were
 * given and the transforms as they are in its folder. Throws `rebase-flags`, `rebase-refused`, and `schema-edit-conflict` where the schema was
 * edited in the same place.
 */
export async function rebaseSources(settings: ParsedPlanSettings, name: string): Promise<Sources> {
  const { from, to, strategy } = settings
  if (from !== undefined || to !== undefined || strategy !== undefined || settings.name !== undefined || settings.continue !== undefined) {
    throw new StagerError('rebase-flags', `--rebase ${name} plans what ${name} wanted, from schema.prisma without it.`, {
      exitCode: exitCode.usage,
      hint: `Leave --from, --to, --strategy, --name and --continue out: stager plan --rebase ${name}`,
    })
  }
  const { project, bundles, migrations } = await openRepository(settings)
  const id = await planIdNamed(project, name)
  const bundle = bundles.find(({ plan }) => planFolder(plan) === id)
  if (bundle === undefined) throw new Error(`${id} was listed, and is gone`)
  const { plan } = bundle
  await refuseWhatRan(settings, bundle, placement(plan, migrations))
  const current = await readSchema(schemaFilesIn(project.schemaPath))
  const without = applyEdits(current.document, plan.edits.undo)
  const before = await readDocument(without)
  const after = await readDocument(applyEdits(without, [...plan.edits.expand, ...plan.edits.promote, ...(plan.chain?.edits ?? [])]))
  const folder = join(project.stagesDirectory, id)
  const { answers, transforms } = withOwnTransforms(parseAnswers(plan.answers ?? {}), bundle, folder, after.schema.tables)
  return {
    before,
    after,
    files: current.files,
    given: answers,
    transforms,
    strategy: plan.chain === undefined ? 'map' : 'chain',
    replaces: {
      plan,
      folders: [
        folder,
        ...planMigrations(plan, migrations).expand.flatMap(({ migration }) =>
          migration === null ? [] : [join(project.migrationsDirectory, migration.name)],
        ),
      ],
    },
    project: settings.dryRun === true ? null : project,
  }
}

async function refuseWhatRan(
  settings: ParsedPlanSettings,
  { plan }: PlanBundle,
  { promoted, undone }: ReturnType<typeof placement>,
): Promise<void> {
  const refused = (why: string, hint: string): StagerError =>
    new StagerError('rebase-refused', `The plan ${plan.name} ${why}, so it cannot be made again.`, { hint })
  if (undone) throw refused('was undone', `Plan the change again: stager plan --name ${plan.name}`)
  if (promoted) throw refused('is promoted', 'Revert the commit of stager promote first (git revert).')
  if (settings.databaseUrl === undefined) return
  const { projectStatus } = await import('../status/project-status.ts')
  const { cwd, schema, databaseUrl, config } = settings
  const { plans } = await projectStatus({ cwd, schema, databaseUrl, config, plan: plan.name })
  if (plans.some(({ state }) => state !== 'planned'))
    throw refused('has run on this database', `Take it back first: stager undo ${plan.name}`)
}

/** A transform was written, or corrected, in the plan's folder: that text counts, whatever file it came from. */
function withOwnTransforms(
  answers: Answers,
  { plan }: PlanBundle,
  folder: string,
  tables: readonly Table[],
): { readonly answers: Answers; readonly transforms: ReadonlyMap<string, string> } {
  const fills = new Map(answers.fills)
  const transforms = new Map<string, string>()
  for (const backfill of plan.backfill.backfills) {
    if (backfill.kind !== 'typescript') continue
    const model = tables.find(({ schema, name }) => schema === backfill.table.schema && name === backfill.table.name)?.model
    for (const { field } of backfill.writes) {
      const key = `${model ?? backfill.table.name}.${field}`
      const fill = fills.get(key)
      if (fill?.kind !== 'typescript') continue
      const file = fill.file ?? backfill.file
      fills.set(key, { ...fill, file })
      transforms.set(file, join(folder, backfill.file))
    }
  }
  return { answers: { ...answers, fills }, transforms }
}
