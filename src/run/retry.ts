/** How often a statement that found its lock taken is tried again, and how long it waits in between. */
export interface RetryPolicy {
  readonly attempts: number
  readonly baseMilliseconds: number
  readonly capMilliseconds: number
}

/** About four minutes of patience, of which traffic feels two seconds (the lock timeout) at a time. */
export const defaultRetryPolicy: RetryPolicy = { attempts: 30, baseMilliseconds: 250, capMilliseconds: 10_000 }

/**
 * Milliseconds to wait after the failed `attempt` (1 is the first): exponential up to the cap, and of that a random part between
 * half and all, so that two runs (or a run and a cron job) that collided do not collide again.
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random: () => number): number {
  const ceiling = Math.min(policy.capMilliseconds, policy.baseMilliseconds * 2 ** Math.min(attempt - 1, 30))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
