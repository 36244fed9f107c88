import { join } from 'node:path'
import { plan } from '../../src/commands/plan.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import type { Rehearsal } from '../../src/plan/rehearsal.ts'
import { rehearsePlan } from '../../src/rehearse/rehearse-plan.ts'
import type { Example } from './examples.ts'

/** The folder of its plan. */
export const planFolderOf = ({ directory }: Example): string => join(directory, 'plan')

/** The plan of a worked example, always with the same timestamp. */
export async function planExample({ directory, name, answers }: Example): Promise<PlanBundle> {
  const now = (): Date => new Date(Date.UTC(2026, 0, 1))
  const { bundle } = await plan({ cwd: directory, from: 'before.prisma', to: 'after.prisma', name, now, ...answers })
  if (bundle === null) throw new Error(`${directory} has no change`)
  return bundle
}

/** What its statements are seen to do in PGlite. Its transforms are read from the folder of its plan. */
export const rehearseExample = (example: Example, bundle: PlanBundle): Promise<Rehearsal> =>
  rehearsePlan(bundle, { directory: planFolderOf(example), migrations: [] })
