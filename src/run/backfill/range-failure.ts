import { StagerError, exitCode, type ExitCode } from '../../errors.ts'
import type { RangeFailure, StoredRange } from '../range-ports.ts'

/** Throws why a worker, here or elsewhere, gave its range up. */
export function throwFailure(ranges: readonly StoredRange[]): void {
  const failure = ranges.find((range) => range.failure !== null)?.failure
  if (failure === null || failure === undefined) return
  throw new StagerError(failure.code, failure.message, {
    exitCode: failure.exitCode as ExitCode,
    ...(failure.hint === null ? {} : { hint: failure.hint }),
  })
}

/** What is stored of an error, for whoever waits for the range. */
export function toRangeFailure(error: unknown): RangeFailure {
  if (error instanceof StagerError) return { code: error.code, message: error.message, hint: error.hint ?? null, exitCode: error.exitCode }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), hint: null, exitCode: exitCode.internal }
}
