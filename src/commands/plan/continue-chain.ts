import { parseAnswers } from '../../diff/parse-answers.ts'
import { StagerError, exitCode } from '../../errors.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import { readDocument, readSchema, schemaFilesIn } from '../../prisma/load.ts'
import { applyEdits } from '../../prisma/schema-edits.ts'
import type { ParsedPlanSettings } from '../plan.ts'
import { placement } from '../place-steps.ts'
import { openRepository, planIdNamed } from '../repository.ts'
import type { Sources } from './open-sources.ts'

/**
 * The second half of a plan that deferred some edits: from the schema as it is now to the one that was wanted, with the answers that are known.
 * Throws `chain-missing`, `chain-not-promoted`, `chain-flags`, and `schema-edit-conflict` where the schema was edited meanwhile.
 */
export async function continueChain(settings: ParsedPlanSettings, name: string): Promise<Sources> {
  if (settings.from !== undefined || settings.to !== undefined || settings.strategy !== undefined) {
    throw new StagerError('chain-flags', `--continue ${name} plans from schema.prisma as it is, to what ${name} left for later.`, {
      exitCode: exitCode.usage,
      hint: `Leave --from, --to and --strategy out: stager plan --continue ${name}`,
    })
  }
  const { project, bundles, migrations } = await openRepository(settings)
  const id = await planIdNamed(project, name)
  const plan = bundles.map((bundle) => bundle.plan).find((one) => planFolder(one) === id)
  if (plan?.chain === undefined) {
    throw new StagerError('chain-missing', `The plan ${name} leaves nothing for a second one.`, {
      exitCode: exitCode.usage,
      hint: 'Only a plan that was made with --strategy chain is continued.',
    })
  }
  if (!placement(plan, migrations).promoted) {
    throw new StagerError(
      'chain-not-promoted',
      `The plan ${plan.name} is not promoted, so schema.prisma is not what the second plan begins with.`,
      {
        exitCode: exitCode.conflict,
        hint: `Finish it first (stager status), then: stager plan --continue ${plan.name}`,
      },
    )
  }
  const before = await readSchema(schemaFilesIn(project.schemaPath))
  const after = await readDocument(applyEdits(before.document, plan.chain.edits))
  return {
    before,
    after,
    files: before.files,
    given: parseAnswers(plan.chain.answers),
    transforms: new Map(),
    strategy: 'map',
    replaces: null,
    project: settings.dryRun === true ? null : project,
  }
}
