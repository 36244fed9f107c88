import type { OperationFailure } from './traffic-loop.ts'

/** What the running applications felt in a stretch of time. Milliseconds throughout. */
export interface TrafficStatistics {
  readonly operations: number
  readonly p50: number
  readonly p99: number
  /** The longest single operation, or the longest time in which an application finished none. */
  readonly longestStall: number
  readonly failed: number
  /** The first of them, one of each text. */
  readonly failures: readonly OperationFailure[]
}

/** Collects until it is taken. */
export interface TrafficWindow {
  add(sample: { readonly latencies: readonly number[]; readonly longestGap: number; readonly failures: readonly OperationFailure[] }): void
  take(): TrafficStatistics
}

const keptFailures = 20

/** The value below which a share of the sorted values lies (nearest rank); 0 when there are none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** An empty window. */
export function createTrafficWindow(): TrafficWindow {
  let latencies: number[] = []
  let longestGap = 0
  let failed = 0
  let failures = new Map<string, OperationFailure>()

  return {
    add(sample) {
      for (const latency of sample.latencies) latencies.push(latency)
      longestGap = Math.max(longestGap, sample.longestGap)
      failed += sample.failures.length
      for (const failure of sample.failures) {
        const text = `${failure.operation}: ${failure.message}`
        if (failures.size < keptFailures && !failures.has(text)) failures.set(text, failure)
      }
    },
    take() {
      const sorted = Float64Array.from(latencies).sort()
      const longestStall = Math.max(longestGap, sorted.at(-1) ?? 0)
      const statistics = {
        operations: sorted.length,
        p50: percentile(sorted, 0.5),
        p99: percentile(sorted, 0.99),
        longestStall,
        failed,
        failures: [...failures.values()],
      }
      latencies = []
      longestGap = 0
      failed = 0
      failures = new Map()
      return statistics
    },
  }
}
