import type { Blocker } from '../run/events.ts'

/** `pid 4711 (stager, active for 12 s)`. */
export function describeHolder(holder: Blocker | null): string {
  if (holder === null) return 'an unknown session'
  const name = holder.applicationName === '' ? 'no application name' : holder.applicationName
  return `pid ${holder.processId} (${name}, ${holder.state} for ${Math.round(holder.seconds)} s)`
}
