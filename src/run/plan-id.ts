import type { Plan } from '../plan/plan.ts'

/** The plan's folder, and its key in stager's own tables. */
export function planIdOf({ timestamp, name }: Pick<Plan, 'timestamp' | 'name'>): string {
  return `${timestamp}_${name}`
}
