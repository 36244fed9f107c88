import { evidenceLines } from '../../report/evidence.ts'
import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import type { EvidenceResult } from '../evidence.ts'

/** A document with `--json`, lines on stdout else. */
export function showEvidence(result: EvidenceResult, { json, data, dataColours }: Terminal): void {
  if (json) {
    data(toJson(result))
    return
  }
  const blocks = result.plans.map((evidence) =>
    [dataColours.bold(evidence.plan), ...evidenceLines(evidence, dataColours).map((line) => `  ${line}`)].join('\n'),
  )
  data(blocks.length === 0 ? 'No plan waits for contract: there is nothing to look for.' : blocks.join('\n\n'))
}
