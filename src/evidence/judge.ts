import type { ClientEvidence, DatabaseEvidence, Objection, PlanEvidence, StatementEvidence, WriteEvidence } from './evidence.ts'

/** True where something was seen to use what goes; that nobody could look is no use. */
export function isInUse({ source, types, objections }: Pick<PlanEvidence, 'source' | 'types' | 'objections'>): boolean {
  const inSource = source.state === 'looked' && source.uses.length > 0
  const inTypes = types.state === 'looked' && types.errors.length > 0
  return inSource || inTypes || objections.length > 0
}

/** Why contract may not run: what the database has seen of the old application since the deploy was recorded. */
export function objectionsOf({ statements, writes, clients }: Omit<DatabaseEvidence, 'objections'>): readonly Objection[] {
  return [...aboutStatements(statements), ...aboutWrites(writes), ...aboutClients(clients)]
}

const count = (number: number, noun: string): string => `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`

function aboutStatements(evidence: StatementEvidence): readonly Objection[] {
  if (evidence.state === 'unknown') return []
  const later = evidence.statements.filter(({ sinceDeploy }) => (sinceDeploy ?? 0) > 0)
  if (later.length === 0) return []
  const calls = later.reduce((sum, { sinceDeploy }) => sum + (sinceDeploy ?? 0), 0)
  const names = [...new Set(later.flatMap((statement) => statement.names))].join(', ')
  return [
    { evidence: 'statements', what: `${count(calls, 'call')} since the deploy of ${count(later.length, 'statement')} that name ${names}` },
  ]
}

function aboutWrites(evidence: WriteEvidence): readonly Objection[] {
  if (evidence.state === 'unknown') return []
  const later = evidence.counters.filter(({ sinceDeploy }) => (sinceDeploy ?? 0) > 0)
  return later.map(({ sinceDeploy, columns, table }) => ({
    evidence: 'writes',
    what: `${count(sinceDeploy ?? 0, 'write')} of ${table} since the deploy by ${columns.join(', ')}`,
  }))
}

function aboutClients(evidence: ClientEvidence): readonly Objection[] {
  if (evidence.state === 'unknown') return []
  const { old, unknown } = evidence
  return [
    ...(old.length === 0
      ? []
      : [{ evidence: 'clients' as const, what: `${count(old.length, 'connection')} of clients whose schema has it` }]),
    ...(unknown.length === 0
      ? []
      : [{ evidence: 'clients' as const, what: `${count(unknown.length, 'connection')} of clients whose schema is not known` }]),
  ]
}
