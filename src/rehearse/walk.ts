import { planFolder } from '../plan/plan-folder.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { RehearsalFinding } from '../plan/rehearsal.ts'
import { nextTimestamp } from '../plan/timestamp.ts'
import type { SchemaFile } from '../prisma/document.ts'
import type { RunContext } from '../run/context.ts'
import type { MigrationFile } from '../run/history-ports.ts'
import { runBackfill } from '../run/run-backfill.ts'
import { runContract } from '../run/run-contract.ts'
import { runDeploy } from '../run/run-deploy.ts'
import { runExpand } from '../run/run-expand.ts'
import { runUndo } from '../run/run-undo.ts'
import { verifyPlan } from '../run/verify.ts'

export type WalkStage = RehearsalFinding['stage']

/** A stage that did not end as it should. */
export class StageFailed extends Error {
  readonly stage: WalkStage
  /** True when other rows may have let it pass. */
  readonly byRows: boolean

  constructor(stage: WalkStage, message: string, options: { readonly byRows: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause })
    this.stage = stage
    this.byRows = options.byRows
  }
}

export interface Walk {
  readonly context: RunContext
  readonly bundle: PlanBundle
  /** What the database has applied already. */
  readonly migrations: readonly MigrationFile[]
  /** Runs a stage: tells of it, and makes a StageFailed of its error. */
  readonly stage: (name: WalkStage, work: () => Promise<void>) => Promise<void>
  /** What Prisma's engine would change in the database to make it match the schema. */
  readonly driftFrom: (files: readonly SchemaFile[]) => Promise<string>
  readonly drifted: (stage: WalkStage, schema: SchemaName, sql: string) => void
}

type SchemaName = 'before.prisma' | 'transition.prisma' | 'target.prisma'

/**
 * Every stage of a plan, by the code that runs them on a real database: expand, deploy and backfill; undo; the same once more; verify and
 * contract. Prisma's engine is asked for drift wherever the schema is another one.
 */
export async function walkStages(walk: Walk): Promise<void> {
  const { context, bundle, stage } = walk
  let { migrations } = walk
  let current = bundle
  const names = (): readonly string[] => migrations.map(({ name }) => name)
  const place = (which: 'expand' | 'contract' | 'undo'): void => {
    // The undo and the contract are placed later than the plan, as by their commands.
    const timestamp = which === 'expand' ? current.plan.timestamp : nextTimestamp(new Date(0), [...names(), planFolder(current.plan)])
    migrations = [
      ...migrations,
      ...current.plan[which].steps.map(({ migration, file }) => ({
        name: `${timestamp}_${migration}`,
        sql: current.texts.get(file) ?? '',
      })),
    ]
  }
  const settled = async (after: WalkStage, schema: SchemaName): Promise<void> => {
    const sql = await walk.driftFrom([{ path: 'schema.prisma', content: bundle.texts.get(schema) ?? '' }])
    if (sql !== '') walk.drifted(after, schema, sql)
  }
  const expandAndFill = async (names: { readonly expand: WalkStage; readonly backfill: WalkStage }): Promise<void> => {
    place('expand')
    await stage(names.expand, () => runExpand(context, { bundles: [current], migrations }))
    await settled(names.expand, 'transition.prisma')
    await stage('deploy', () => runDeploy(context, current, { release: 'rehearsal' }))
    await stage(names.backfill, () => runBackfill(context, current))
    await settled(names.backfill, 'transition.prisma')
  }

  await expandAndFill({ expand: 'expand', backfill: 'backfill' })
  if (canBeUndone(bundle)) {
    place('undo')
    await stage('undo', () => runUndo(context, current, { migrations }))
    await settled('undo', 'before.prisma')
    current = planAgain(bundle, names())
    await expandAndFill({ expand: 'redo', backfill: 'redo' })
  }
  await stage('verify', () => verify(context, current))
  place('contract')
  await stage('contract', () => runContract(context, current, { migrations }))
  await settled('contract', 'target.prisma')
}

/** What PostgreSQL cannot take back, stager refuses to undo. */
export const canBeUndone = ({ plan }: PlanBundle): boolean => plan.undo.irreversible === undefined

/** A plan that was undone does not run again; the same one of a later time does. */
function planAgain(bundle: PlanBundle, names: readonly string[]): PlanBundle {
  const timestamp = nextTimestamp(new Date(0), [...names, planFolder(bundle.plan)])
  return { ...bundle, plan: { ...bundle.plan, timestamp } }
}

async function verify(context: RunContext, bundle: PlanBundle): Promise<void> {
  const offending = (await verifyPlan(context, bundle)).filter((one) => one.offending > 0n)
  if (offending.length === 0) return
  throw new StageFailed('verify', `there are ${offending.map(({ label }) => label).join('; ')}`, { byRows: true })
}
