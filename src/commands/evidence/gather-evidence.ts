import type { DatabaseEvidence, PlanEvidence, SourceEvidence, TypeEvidence } from '../../evidence/evidence.ts'
import { objectionsOf } from '../../evidence/judge.ts'
import { describeOld, isEmpty, oldNames, type OldNames } from '../../evidence/old-names.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../../run/plan-id.ts'
import type { SourceSettings } from '../source-options.ts'
import type { Run } from '../with-run.ts'
import { askClients, askStatements, askWrites, type GrowthOf } from './ask-database.ts'

export interface EvidenceQuestion extends SourceSettings {
  readonly cwd: string
  /** The deploy is being recorded: what grows from now on comes after it. */
  readonly baseline?: boolean
}

/** Looks everywhere for what still uses the names that a plan takes away. */
export async function gatherEvidence(run: Run, bundle: PlanBundle, question: EvidenceQuestion): Promise<PlanEvidence> {
  const names = oldNames(bundle)
  const { plan } = bundle
  const application = await askSource(run, bundle, names, question)
  const database = await askDatabase(run, bundle, names, question.baseline ?? false)
  return { plan: plan.name, id: planIdOf(plan), old: describeOld(names), ...application, ...database }
}

const nothingGoes = { state: 'unknown', reason: 'the plan drops and renames nothing' } as const

/** The compiler is loaded only where there is something to look for. */
async function askSource(
  { project, context }: Run,
  bundle: PlanBundle,
  names: OldNames,
  { cwd, source }: EvidenceQuestion,
): Promise<{ readonly source: SourceEvidence; readonly types: TypeEvidence }> {
  if (isEmpty(names)) return { source: nothingGoes, types: nothingGoes }
  if (source?.length === 0) {
    const unknown = { state: 'unknown', reason: '--no-source left it out' } as const
    return { source: unknown, types: unknown }
  }
  const { lookAtSource } = await import('../../evidence/source/look-at-source.ts')
  const { root, schemaPath } = project
  return lookAtSource({ cwd, root, schemaPath, named: source ?? [], bundle, names, signal: context.signal })
}

async function askDatabase(run: Run, bundle: PlanBundle, names: OldNames, baseline: boolean): Promise<DatabaseEvidence> {
  if (isEmpty(names)) return { statements: nothingGoes, writes: nothingGoes, clients: nothingGoes, objections: [] }
  const { context } = run
  const note: GrowthOf = (session, source, counts) => context.sightings.note(session, planIdOf(bundle.plan), source, counts, { baseline })
  return context.database.withSession(async (session) => {
    const seen = {
      statements: await askStatements(context, session, names, note),
      writes: await askWrites(context, session, bundle, note),
      clients: await askClients(context, session, run, names),
    }
    return { ...seen, objections: objectionsOf(seen) }
  })
}
