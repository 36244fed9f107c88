// Runs the backfills of the test's plan until it is killed: node backfill.mjs <url> <batch rows> <sql|typescript> <alone|workers|fleet|worker>
import { createJiti } from 'jiti'

const [, , url, rows, kind = 'sql', mode = 'alone'] = process.argv
const jiti = createJiti(import.meta.url)
const { runBackfill } = await jiti.import('../../../src/run/run-backfill.ts')
const { runRange } = await jiti.import('../../../src/run/run-range.ts')
const { fixedBatches } = await jiti.import('../../../src/run/backfill/fixed-batches.ts')
const { consumeRanges, openRangeQueue } = await jiti.import('../../../src/postgres/range-queue.ts')
const { onDatabase } = await jiti.import('../run-context.ts')
const { doublingPlan } = await jiti.import('../doubling-plan.ts')

const options = { limits: {}, batchSize: null, lockTimeout: null, maxQuarantine: null }
const plan = doublingPlan(kind)
await onDatabase(url, async (run) => {
  const context = run.with({
    batchPolicy: () => fixedBatches(Number(rows)),
    loadTransform: async () => ({ read: ['n'], transform: ({ n }) => ({ n: n * 2 }) }),
    workers: mode === 'workers' ? 2 : 1,
    fleet: mode === 'fleet' ? openRangeQueue(url, options) : null,
  })
  process.stdout.write('ready\n')
  if (mode === 'worker') {
    const { signal } = new AbortController()
    await consumeRanges(url, { workers: 1, once: false, signal }, ({ options: _, ...job }) => runRange(context, [plan], job))
  } else await runBackfill(context, plan)
  process.stdout.write('done\n')
})
