import type {
  ClientEvidence,
  PlanEvidence,
  SourceEvidence,
  StatementEvidence,
  TypeEvidence,
  WriteEvidence,
} from '../../evidence/evidence.ts'
import { objectionsOf } from '../../evidence/judge.ts'
import { judgeConnections, type KnownSchema } from '../../evidence/live-clients.ts'
import { describeOld, isEmpty, oldNames, type OldNames } from '../../evidence/old-names.ts'
import { oldStatements } from '../../evidence/old-statements.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { schemaFilesIn } from '../../prisma/load.ts'
import { planIdOf } from '../../run/plan-id.ts'
import type { Session } from '../../run/ports.ts'
import type { SourceSettings } from '../source-options.ts'
import type { Run } from '../with-run.ts'

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
  return { plan: plan.name, id: planIdOf(plan), old: describeOld(names), ...application, ...database, objections: objectionsOf(database) }
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

interface DatabaseEvidence {
  readonly statements: StatementEvidence
  readonly writes: WriteEvidence
  readonly clients: ClientEvidence
}

async function askDatabase(run: Run, bundle: PlanBundle, names: OldNames, baseline: boolean): Promise<DatabaseEvidence> {
  if (isEmpty(names)) return { statements: nothingGoes, writes: nothingGoes, clients: nothingGoes }
  const { evidence, database } = run.context
  return database.withSession(async (session) => ({
    statements: await askStatements(run, session, bundle, names, baseline),
    writes: await askWrites(run, session, bundle, baseline),
    clients: judgeConnections(await evidence.connections(session), knownSchemas(run), names),
  }))
}

async function askStatements(
  { context }: Run,
  session: Session,
  { plan }: PlanBundle,
  names: OldNames,
  baseline: boolean,
): Promise<StatementEvidence> {
  const words = [...new Set([...names.columns.map(({ column }) => column), ...names.tables.map(({ name }) => name)])]
  const seen = await context.evidence.statements(session, words)
  if (seen.state === 'unknown') return seen
  const old = oldStatements(seen.statements, names)
  const calls = new Map(seen.statements.map((statement) => [statement.id, statement.calls]))
  const counts = new Map(old.map(({ id }) => [id, calls.get(id) ?? 0n]))
  const growth = await context.sightings.note(session, planIdOf(plan), 'statements', counts, { baseline })
  const statements = old.flatMap((statement) => {
    const grown = growth.get(statement.id)
    return grown === undefined ? [] : [{ ...statement, ...grown }]
  })
  return { state: 'looked', statements, hidden: seen.hidden }
}

async function askWrites({ context }: Run, session: Session, { plan }: PlanBundle, baseline: boolean): Promise<WriteEvidence> {
  const { counters = [] } = plan.deploy
  if (counters.length === 0) return { state: 'unknown', reason: 'no trigger of the plan can tell who writes' }
  const read = await context.evidence.oldWrites(session, counters)
  if (read.length === 0) return { state: 'unknown', reason: 'the counters are not there before expand and after contract' }
  const counts = new Map(read.map(({ counter, rows }) => [counter.table.name, rows]))
  const growth = await context.sightings.note(session, planIdOf(plan), 'writes', counts, { baseline })
  return {
    state: 'looked',
    counters: read.flatMap(({ counter: { table, columns } }) => {
      const grown = growth.get(table.name)
      return grown === undefined ? [] : [{ table: table.name, columns, ...grown }]
    }),
  }
}

/** The schema as it is now, and those of every plan in the repository. */
function knownSchemas({ project, bundles }: Run): readonly KnownSchema[] {
  const current = schemaFilesIn(project.schemaPath)
    .map(({ content }) => content)
    .join('\n')
  const ofPlans = bundles.flatMap(({ plan, texts }) =>
    (['before', 'transition', 'target'] as const).map((which) => ({
      name: `${which === 'before' ? 'before' : `${which} of`} ${plan.name}`,
      text: texts.get(`${which}.prisma`) ?? '',
    })),
  )
  return [{ name: 'the schema as it is', text: current }, ...ofPlans]
}
