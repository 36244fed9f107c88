/** Places for calls that run at once, shared by all that take one. */
export interface Slots {
  readonly size: number
  /** Null when there was one; otherwise resolves with it, in the order of asking. */
  take(): Promise<void> | null
  free(): void
}

export function createSlots(size: number): Slots {
  const waiting: (() => void)[] = []
  let left = size
  return {
    size,
    take() {
      if (left === 0) return new Promise((resolve) => waiting.push(resolve))
      left -= 1
      return null
    },
    free() {
      const next = waiting.shift()
      if (next === undefined) left += 1
      else next()
    },
  }
}
