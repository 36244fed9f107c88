import type { RunEvent } from '../run/events.ts'
import { ndjsonReporter } from './ndjson.ts'
import type { Terminal } from './terminal.ts'

/** Tells how a run goes. */
export interface Reporter {
  readonly onEvent: (event: RunEvent) => void
  /** Ends what is drawn; called once, also when the run failed. */
  readonly stop: () => void
}

/** The reporter that fits the terminal: NDJSON, a spinner, or plain lines. */
export async function openReporter(terminal: Terminal): Promise<Reporter> {
  if (terminal.json) return ndjsonReporter(terminal.data)
  const { humanReporter, oraSpinner, plainSpinner } = await import('./human.ts')
  return humanReporter(terminal, terminal.live ? await oraSpinner() : plainSpinner(terminal))
}
