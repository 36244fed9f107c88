import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import { countOf } from '../../report/wording.ts'
import type { WorkerResult } from '../worker.ts'

/** The last line of a worker. */
export function sayWorked(result: WorkerResult, { json, data, say, colours }: Terminal): void {
  if (json) data(toJson({ type: 'result', ...result }))
  else say(`${colours.green('Done')}: ${countOf(result.ranges, 'range')}.`)
}
