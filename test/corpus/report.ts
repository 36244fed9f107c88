import { writeFileSync } from 'node:fs'
import type { Complaint, Planned } from './plan-change.ts'
import type { Walked } from './walk-change.ts'

export interface Result {
  readonly key: string
  readonly answered: number
  readonly planned: Exclude<Planned, { kind: 'planned' }> | { readonly kind: 'planned'; readonly milliseconds: number }
  /** Null when it was not run. */
  readonly walked: Walked | null
}

/** A refusal on purpose is not wrong by itself. */
export const isWrong = ({ planned, walked }: Result): boolean =>
  (planned.kind === 'refused' && planned.complaints.some(({ expected }) => !expected)) || (walked !== null && walked.wrong !== null)

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 500)

const complaint = ({ code, message }: Complaint): string => `${code}: ${oneLine(message)}`

/** `yes`, `no` or nothing: a column of the table. */
const mark = (walked: Walked | null, label: string): string =>
  walked === null ? '' : walked.passed.some(({ step }) => step === label) ? 'yes' : 'no'

function outcome({ planned, walked }: Result): string {
  if (planned.kind === 'empty') return 'no change'
  if (planned.kind === 'refused') return planned.complaints.map(complaint).join(' / ')
  if (walked === null) return ''
  if (walked.needs !== undefined) return `needs extension ${walked.needs}`
  return walked.wrong === null ? 'ok' : `WRONG at ${walked.wrong.at}: ${complaint(walked.wrong)}`
}

export const reportLine = (result: Result): string =>
  [
    result.key.padEnd(60),
    result.planned.kind.padEnd(8),
    `${String(result.planned.milliseconds)} ms`.padStart(8),
    `${String(Math.round((result.walked?.milliseconds ?? 0) / 100) / 10)} s`.padStart(8),
    outcome(result),
  ].join(' ')

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .toSorted((left, right) => right[1] - left[1])
    .map(([word, count]) => `  ${String(count).padStart(5)}  ${word}`)
    .join('\n')
}

export function summary(results: readonly Result[]): string {
  const state = ({ planned, walked }: Result): string => {
    if (planned.kind === 'empty') return 'no change'
    if (planned.kind === 'refused') return planned.complaints.every(({ expected }) => expected) ? 'refused' : 'not planned: wrong'
    if (walked === null) return 'planned'
    if (walked.needs !== undefined) return `needs extension ${walked.needs}`
    return walked.wrong === null ? `applied, undo ${walked.undone}` : `wrong at ${walked.wrong.at}`
  }
  const refusals = results.flatMap(({ planned }) =>
    planned.kind === 'refused' ? [...new Set(planned.complaints.map(({ code }) => code))] : [],
  )
  const slowest = Math.max(0, ...results.map(({ planned }) => planned.milliseconds))
  return [
    `\n${String(results.length)} changes`,
    counted(results.map(state)),
    'refusals, by changes that have one',
    counted(refusals),
    `slowest plan ${String(slowest)} ms`,
  ].join('\n')
}

export function writeReport(results: readonly Result[]): void {
  writeFileSync('corpus-results.json', `${JSON.stringify(results, null, 1)}\n`)
  const header = ['change', 'planned', 'answers', 'applied', 'no drift', 'rows kept', 'undone', 'result', 'plan ms', 'run s']
  const rows = results
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
    .map((result) => [
      result.key,
      result.planned.kind,
      String(result.answered),
      mark(result.walked, 'backfill'),
      mark(result.walked, 'structure'),
      mark(result.walked, 'rows kept'),
      result.walked?.undone ?? '',
      outcome(result).replaceAll('|', '\\|'),
      String(result.planned.milliseconds),
      String((result.walked?.milliseconds ?? 0) / 1000),
    ])
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  writeFileSync('corpus-results.md', `${lines.join('\n')}\n\n\`\`\`\n${summary(results)}\n\`\`\`\n`)
}
