import type { Plan, PlanBundle } from '../../plan/plan.ts'

/** A plan of the repository, and where it stands there. */
export interface PlanFact {
  readonly bundle: PlanBundle
  /** Of its plan.json, relative to the project's root. */
  readonly file: string
  /** Not at the base. */
  readonly isNew: boolean
  /** Its contract migrations are placed, or it has none. */
  readonly isPromoted: boolean
  readonly isUndone: boolean
}

export const isInFlight = ({ isPromoted, isUndone }: PlanFact): boolean => !isPromoted && !isUndone

export const planId = ({ timestamp, name }: Plan): string => `${timestamp}_${name}`
