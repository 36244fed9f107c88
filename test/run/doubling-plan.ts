import type { PlanBundle } from '../../src/plan/plan.ts'
import { bundle, sqlBackfill, step, typescriptBackfill } from './plan-builder.ts'

/** Not idempotent on purpose: a doubled value tells when a row was written twice, or never. */
export function doublingPlan(kind: string): PlanBundle {
  const n = { field: 'n', column: 'n', type: 'INTEGER' }
  const visitOnce = { mustEmpty: false, pending: 'TRUE' }
  return bundle({
    name: 'double',
    tables: ['Item'],
    expand: [step('expand', 'noop', 'SELECT 1')],
    backfills: [
      kind === 'sql'
        ? sqlBackfill('Item', 'UPDATE "Item" AS t SET "n" = t."n" * 2 WHERE :key_range', visitOnce)
        : typescriptBackfill('Item', { ...visitOnce, read: [n], writes: [n] }),
    ],
  })
}
