import type { ChalkInstance } from 'chalk'

import type { PlanEvidence, SourceEvidence, SourceUse, TypeEvidence, TypeFinding } from '../evidence/evidence.ts'
import { countOf } from './wording.ts'

type Colours = Pick<ChalkInstance, 'green' | 'yellow' | 'red' | 'dim' | 'bold'>

/** Findings of a kind that are told one by one; `--json` has all. */
const mostShown = 20

/** What was found, a line for each kind of evidence and one for each finding. */
export function evidenceLines(evidence: PlanEvidence, colours: Colours): readonly string[] {
  const { bold } = colours
  if (evidence.old.length === 0) return ['nothing that was there goes']
  return [
    `${bold('still used?')} ${evidence.old.join('; ')}`,
    ...sourceLines(evidence.source, colours),
    ...typeLines(evidence.types, colours),
  ]
}

const unknown = (what: string, reason: string, { dim }: Colours): string => `${dim('?')} ${what}: not known, ${reason}`

function sourceLines(source: SourceEvidence, colours: Colours): readonly string[] {
  if (source.state === 'unknown') return [unknown('source', source.reason, colours)]
  const { uses, sources } = source
  if (uses.length === 0) return [`${colours.green('✔')} source: nothing in ${sources.join(', ')} names it`]
  return [`${colours.yellow('!')} source: ${countOf(uses.length, 'use')} in ${sources.join(', ')}`, ...capped(uses.map(useLine(colours)))]
}

const useLine =
  ({ dim }: Colours) =>
  ({ file, line, column, model, field, access, place, confidence, text }: SourceUse): string => {
    const name = field === null ? model : `${model}.${field}`
    const sure = confidence === 'certain' ? '' : ` (${confidence})`
    return `  ${file}:${String(line)}:${String(column)} ${access} of ${name}, ${place}${sure} ${dim(text.slice(0, 100))}`
  }

function typeLines(types: TypeEvidence, colours: Colours): readonly string[] {
  if (types.state === 'unknown') return [unknown('types', types.reason, colours)]
  const { errors, sources } = types
  if (errors.length === 0) return [`${colours.green('✔')} types: ${sources.join(', ')} compiles with the client of the target schema`]
  return [
    `${colours.yellow('!')} types: ${countOf(errors.length, 'error')} more with the client of the target schema`,
    ...capped(
      errors.map(({ file, line, column, code, message }: TypeFinding) => `  ${file}:${String(line)}:${String(column)} ${code} ${message}`),
    ),
  ]
}

const capped = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostShown ? lines : [...lines.slice(0, mostShown), `  and ${countOf(lines.length - mostShown, 'more')}`.replace(/s$/, '')]
