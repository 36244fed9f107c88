import type { ClientEvidence, DatabaseEvidence, Growth, StatementEvidence } from '../../evidence/evidence.ts'
import type { SeenEvidence } from './plan-status.ts'

const mostListed = 20
const mostCharacters = 200

/** What the database has seen, in numbers and examples: a plan may have thousands of statements. */
export function seenEvidence({ statements, writes, clients, objections }: DatabaseEvidence, at: Date): SeenEvidence {
  return { at, statements: seenStatements(statements), writes, clients: seenClients(clients), objections }
}

function seenStatements(evidence: StatementEvidence): SeenEvidence['statements'] {
  if (evidence.state === 'unknown') return evidence
  const { statements, hidden } = evidence
  const list = statements
    .toSorted((a, b) => (b.sinceDeploy ?? 0) - (a.sinceDeploy ?? 0) || b.total - a.total)
    .slice(0, mostListed)
    .map((statement) => ({ ...statement, query: statement.query.replace(/\s+/g, ' ').slice(0, mostCharacters) }))
  return { state: 'looked', statements: statements.length, hidden, ...sumOf(statements), list }
}

/** Together; they grew last when the latest of them did. */
function sumOf(growths: readonly Growth[]): Growth {
  const since = growths.flatMap(({ sinceDeploy }) => (sinceDeploy === null ? [] : [sinceDeploy]))
  const last = growths.flatMap(({ lastGrowth }) => (lastGrowth === null ? [] : [lastGrowth]))
  return {
    total: growths.reduce((sum, { total }) => sum + total, 0),
    sinceDeploy: since.length === 0 ? null : since.reduce((sum, calls) => sum + calls, 0),
    lastGrowth: last.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null,
  }
}

function seenClients(evidence: ClientEvidence): SeenEvidence['clients'] {
  if (evidence.state === 'unknown') return evidence
  const { old, unknown, current, unstamped } = evidence
  const list = [...old, ...unknown].slice(0, mostListed)
  return { state: 'looked', old: old.length, unknown: unknown.length, current, unstamped, list }
}
