// Runs the backfills of the test's plan until it is killed: node backfill.mjs <url> <batch rows>
import { createJiti } from 'jiti'

const [, , url, rows] = process.argv
const jiti = createJiti(import.meta.url)
const { runBackfill } = await jiti.import('../../../src/run/run-backfill.ts')
const { fixedBatches } = await jiti.import('../../../src/run/backfill/fixed-batches.ts')
const { onDatabase } = await jiti.import('../run-context.ts')
const { doublingPlan } = await jiti.import('../doubling-plan.ts')

await onDatabase(url, async (run) => {
  const context = run.with({
    batchPolicy: () => fixedBatches(Number(rows)),
    loadTransform: async () => ({ read: ['n'], transform: ({ n }) => ({ n: n * 2 }) }),
  })
  const plan = doublingPlan(process.argv[4] ?? 'sql')
  process.stdout.write('ready\n')
  await runBackfill(context, plan)
  process.stdout.write('done\n')
})
