import type { PlanBundle } from '../../src/plan/plan.ts'
import { plan } from '../../src/commands/plan.ts'
import type { Example } from './examples.ts'

/** The plan of a worked example, always with the same timestamp. */
export async function planExample({ directory, name, answers }: Example): Promise<PlanBundle> {
  const now = (): Date => new Date(Date.UTC(2026, 0, 1))
  const { bundle } = await plan({ cwd: directory, from: 'before.prisma', to: 'after.prisma', name, now, ...answers })
  if (bundle === null) throw new Error(`${directory} has no change`)
  return bundle
}
