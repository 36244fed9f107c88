import type { PlanEvidence } from './evidence.ts'

/** True where something was seen to use what goes; that nobody could look is no use. */
export function isInUse({ source, types }: PlanEvidence): boolean {
  return (source.state === 'looked' && source.uses.length > 0) || (types.state === 'looked' && types.errors.length > 0)
}
