import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { planTexts } from '../../src/plan/plan-files.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import type { RunContext } from '../../src/run/context.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runContract } from '../../src/run/run-contract.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import { loadPlannedTransform } from '../../src/transform/load-planned-transform.ts'
import { query, rowDump, schemaDump, withTestDatabase } from '../helpers/database.ts'
import type { Example } from '../helpers/examples.ts'
import { targetDump } from '../helpers/operation-case.ts'
import { planExample } from '../helpers/plan-example.ts'
import { placed } from '../run/plan-builder.ts'
import { onDatabase } from '../run/run-context.ts'

const killed = 'killed between the step and its record'

/** A run that dies after each step that it has done, before it can record it: once for each step. */
function dyingRun(context: RunContext): { readonly context: RunContext; readonly deaths: () => number } {
  const died = new Set<string>()
  return {
    deaths: () => died.size,
    context: {
      ...context,
      history: {
        ...context.history,
        recordApplied: (session, migration, startedAt) => {
          if (died.has(migration.name)) return context.history.recordApplied(session, migration, startedAt)
          died.add(migration.name)
          throw new Error(killed)
        },
      },
    },
  }
}

/** The same command again, until it is through. */
async function untilDone(command: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await command()
    } catch (error) {
      if (!(error instanceof Error) || error.message !== killed) throw error
    }
  }
}

async function withPlan<T>(example: Example, work: (url: string, bundle: PlanBundle, context: RunContext) => Promise<T>): Promise<T> {
  const bundle = await planExample(example)
  const directory = await mkdtemp(join(tmpdir(), 'stager-kill-'))
  try {
    for (const [path, text] of planTexts(bundle)) {
      await mkdir(join(directory, path, '..'), { recursive: true })
      await writeFile(join(directory, path), text)
    }
    return await withTestDatabase(async (url) => {
      await query(url, await renderDdl([{ path: 'schema.prisma', content: example.before }]))
      await query(url, example.seed)
      return onDatabase(url, (run) =>
        work(url, bundle, run.with({ loadTransform: (_, backfill) => loadPlannedTransform(directory, backfill) })),
      )
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const isUndoable = ({ plan }: PlanBundle): boolean => plan.undo.irreversible === undefined

/** A run of the example that is killed after every step, before the step is recorded: the same command ends as if nothing had happened. */
export async function surviveEveryDeath(example: Example): Promise<void> {
  await withPlan(example, async (url, bundle, whole) => {
    const run = dyingRun(whole)
    const start = { structure: await schemaDump(url), rows: await rowDump(url) }
    const migrations = placed(bundle, 'expand')
    await untilDone(() => runExpand(run.context, { bundles: [bundle], migrations }))
    await runDeploy(run.context, bundle, {})
    await runBackfill(run.context, bundle)
    if (isUndoable(bundle)) {
      const undo = [...migrations, ...placed(bundle, 'undo')]
      await untilDone(() => runUndo(run.context, bundle, { migrations: undo }))
      expect(await schemaDump(url)).toBe(start.structure)
      expect(await rowDump(url)).toBe(start.rows)
    }
    expect(run.deaths()).toBeGreaterThanOrEqual(bundle.plan.expand.steps.length)
  })
  await withPlan(example, async (url, bundle, whole) => {
    const run = dyingRun(whole)
    const migrations = [...placed(bundle, 'expand'), ...placed(bundle, 'contract')]
    await runExpand(whole, { bundles: [bundle], migrations: placed(bundle, 'expand') })
    await runDeploy(whole, bundle, {})
    await runBackfill(whole, bundle)
    expect((await verifyPlan(whole, bundle)).filter(({ offending }) => offending > 0)).toEqual([])
    await untilDone(() => runContract(run.context, bundle, { migrations }))
    expect(run.deaths()).toBe(bundle.plan.contract.steps.length)
    expect(await schemaDump(url, { sortColumns: true })).toBe(
      await targetDump({ before: example.before, after: bundle.texts.get('target.prisma') ?? '' }),
    )
  })
}
