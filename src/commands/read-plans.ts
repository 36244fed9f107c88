import type { PlanFolder } from '../plan/plan-folder.ts'
import type { PlanBundle } from '../plan/plan.ts'

/** The plans of these folders, each as it was sealed. The codec is loaded only where there is one: it is a fifth of a small plan's time. */
export async function readPlans(folders: readonly PlanFolder[]): Promise<readonly PlanBundle[]> {
  if (folders.length === 0) return []
  const { readPlan } = await import('../plan/plan-files.ts')
  return Promise.all(folders.map(({ directory }) => readPlan(directory)))
}
