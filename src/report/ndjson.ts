import type { RunEvent } from '../run/events.ts'
import type { Reporter } from './reporter.ts'

/** One JSON document a line: the events as they happen. The result, or the error, is the last line. */
export function ndjsonReporter(write: (line: string) => void): Reporter {
  return { onEvent: (event: RunEvent) => write(toJson({ ...event })), stop: () => undefined }
}

/** JSON on one line; bigint counts as strings, so that no program rounds them. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
}
