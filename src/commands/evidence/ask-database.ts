import type { ClientEvidence, Growth, StatementEvidence, WriteEvidence } from '../../evidence/evidence.ts'
import { judgeConnections, type KnownSchema } from '../../evidence/live-clients.ts'
import type { OldNames } from '../../evidence/old-names.ts'
import { oldStatements } from '../../evidence/old-statements.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { schemaFilesIn } from '../../prisma/load.ts'
import type { RunContext } from '../../run/context.ts'
import type { SightingSource } from '../../run/evidence-ports.ts'
import type { Session } from '../../run/ports.ts'
import type { Repository } from '../repository.ts'

/** How counts of a plan have grown: noted for the next look, or only recalled. */
export type GrowthOf = (
  session: Session,
  source: SightingSource,
  counts: ReadonlyMap<string, bigint>,
) => Promise<ReadonlyMap<string, Growth>>

/** The statements of pg_stat_statements that name what goes. */
export async function askStatements(
  { evidence }: RunContext,
  session: Session,
  names: OldNames,
  growthOf: GrowthOf,
): Promise<StatementEvidence> {
  const seen = await evidence.statements(session, [
    ...names.columns.map(({ table, column }) => ({ table: table.name, column })),
    ...names.tables.map(({ name }) => ({ table: name, column: null })),
  ])
  if (seen.state === 'unknown') return seen
  const old = oldStatements(seen.statements, names)
  const calls = new Map(seen.statements.map((statement) => [statement.id, statement.calls]))
  const growth = await growthOf(session, 'statements', new Map(old.map(({ id }) => [id, calls.get(id) ?? 0n])))
  const statements = old.flatMap((statement) => {
    const grown = growth.get(statement.id)
    return grown === undefined ? [] : [{ ...statement, ...grown }]
  })
  return { state: 'looked', statements, hidden: seen.hidden }
}

/** What the counters of a plan's triggers say. */
export async function askWrites(
  { evidence }: RunContext,
  session: Session,
  { plan }: PlanBundle,
  growthOf: GrowthOf,
): Promise<WriteEvidence> {
  const { counters = [] } = plan.deploy
  if (counters.length === 0) return { state: 'unknown', reason: 'no trigger of the plan can tell who writes' }
  const read = await evidence.oldWrites(session, counters)
  if (read.length === 0) return { state: 'unknown', reason: 'the counters are not there before expand and after contract' }
  const growth = await growthOf(session, 'writes', new Map(read.map(({ counter, writes }) => [counter.table.name, writes])))
  return {
    state: 'looked',
    counters: read.flatMap(({ counter: { table, columns } }) => {
      const grown = growth.get(table.name)
      return grown === undefined ? [] : [{ table: table.name, columns, ...grown }]
    }),
  }
}

/** Which schemas the clients that are connected now were generated from. */
export async function askClients(
  { evidence }: RunContext,
  session: Session,
  repository: Repository,
  names: OldNames,
): Promise<ClientEvidence> {
  return judgeConnections(await evidence.connections(session), () => knownSchemas(repository), names)
}

/** The schema as it is now, and those of every plan in the repository. */
function knownSchemas({ project, bundles }: Repository): readonly KnownSchema[] {
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
