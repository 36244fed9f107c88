import type { ChalkInstance } from 'chalk'

import type {
  ClientEvidence,
  Growth,
  PlanEvidence,
  SourceEvidence,
  SourceUse,
  StatementEvidence,
  TypeEvidence,
  TypeFinding,
  WriteEvidence,
} from '../evidence/evidence.ts'
import type { SeenClients, SeenEvidence, SeenStatements } from '../run/status/plan-status.ts'
import { countOf, formatCount } from './wording.ts'

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
    ...statementLines(evidence.statements, colours),
    ...writeLines(evidence.writes, colours),
    ...clientLines(evidence.clients, colours),
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

/** `1,200 calls, 3 since the deploy, the last between 10:00 and 10:05`. */
function grown({ total, sinceDeploy, lastGrowth }: Growth, noun: string): string {
  const since = sinceDeploy === null ? '' : `, ${countOf(sinceDeploy, noun)} since the deploy`
  const after = lastGrowth?.after ?? null
  const last =
    lastGrowth === null
      ? ''
      : after === null
        ? `, seen ${lastGrowth.until.toISOString()}`
        : `, the last between ${after.toISOString()} and ${lastGrowth.until.toISOString()}`
  return `${countOf(total, noun)}${since}${last}`
}

const mark = (isFine: boolean, { green, red }: Colours): string => (isFine ? green('✔') : red('✖'))

/** What the database has seen, a line for each kind and table. */
export function seenLines({ statements, writes, clients }: SeenEvidence, colours: Colours): readonly string[] {
  return [
    statements.state === 'unknown' ? unknown('statements', statements.reason, colours) : statementsLine(statements, colours),
    ...writeLines(writes, colours),
    clients.state === 'unknown' ? unknown('clients', clients.reason, colours) : clientsLine(clients, colours),
  ]
}

function statementsLine(seen: SeenStatements, colours: Colours): string {
  const { statements, hidden, sinceDeploy } = seen
  if (statements === 0) return noStatements(hidden, colours)
  return `${mark((sinceDeploy ?? 0) === 0, colours)} statements: ${formatCount(statements)} in pg_stat_statements, ${grown(seen, 'call')}${hiddenTold(hidden)}`
}

const noStatements = (hidden: number, { green }: Colours): string =>
  `${green('✔')} statements: none in pg_stat_statements names it${hiddenTold(hidden)}`

const hiddenTold = (hidden: number): string =>
  hidden === 0 ? '' : `; ${countOf(hidden, 'statement')} of other roles cannot be read without GRANT pg_read_all_stats`

function statementLines(evidence: StatementEvidence, colours: Colours): readonly string[] {
  if (evidence.state === 'unknown') return [unknown('statements', evidence.reason, colours)]
  const { statements, hidden } = evidence
  const rest = hiddenTold(hidden)
  if (statements.length === 0) return [noStatements(hidden, colours)]
  return [
    `${mark(
      statements.every(({ sinceDeploy }) => (sinceDeploy ?? 0) === 0),
      colours,
    )} statements: ${countOf(statements.length, 'statement')} in pg_stat_statements${rest}`,
    ...capped(
      statements.map(
        (statement) =>
          `  ${statement.access} of ${statement.names.join(', ')}, ${grown(statement, 'call')} ${colours.dim(statement.query.replace(/\s+/g, ' ').slice(0, 100))}`,
      ),
    ),
  ]
}

function writeLines(evidence: WriteEvidence, colours: Colours): readonly string[] {
  if (evidence.state === 'unknown') return [unknown('writes', evidence.reason, colours)]
  return evidence.counters.map(
    (counter) =>
      `${mark((counter.sinceDeploy ?? 0) === 0, colours)} writes: ${counter.table} by ${counter.columns.join(', ')}: ${grown(counter, 'row')}`,
  )
}

function clientsLine({ old, unknown: strange, current, unstamped }: Omit<SeenClients, 'state' | 'list'>, colours: Colours): string {
  const bare = unstamped === 0 ? '' : `, ${countOf(unstamped, 'connection')} without a fingerprint`
  return `${mark(old + strange === 0, colours)} clients: ${countOf(old, 'connection')} of an old schema, ${formatCount(strange)} of an unknown one, ${formatCount(current)} of a current one${bare}`
}

function clientLines(evidence: ClientEvidence, colours: Colours): readonly string[] {
  if (evidence.state === 'unknown') return [unknown('clients', evidence.reason, colours)]
  const { old, unknown: strange, current, unstamped } = evidence
  return [
    clientsLine({ old: old.length, unknown: strange.length, current, unstamped }, colours),
    ...capped(
      [...old, ...strange].map(
        ({ processId, applicationName, user, schema }) =>
          `  pid ${String(processId)} ${applicationName}, role ${user}: ${schema ?? 'no schema of this repository'}`,
      ),
    ),
  ]
}

const capped = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostShown ? lines : [...lines.slice(0, mostShown), `  and ${countOf(lines.length - mostShown, 'more')}`.replace(/s$/, '')]
