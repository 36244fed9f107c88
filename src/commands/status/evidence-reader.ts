import { StagerError } from '../../errors.ts'
import type { Unknown } from '../../evidence/evidence.ts'
import { objectionsOf } from '../../evidence/judge.ts'
import { describeOld, oldNames, type OldNames } from '../../evidence/old-names.ts'
import { createGrowthMemory } from '../../evidence/remember-growth.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import type { RunContext } from '../../run/context.ts'
import { isFailure } from '../../run/database-error.ts'
import { planIdOf } from '../../run/plan-id.ts'
import type { Session } from '../../run/ports.ts'
import type { EvidenceOf } from '../../run/status.ts'
import type { EvidenceStatus, SeenEvidence } from '../../run/status/plan-status.ts'
import { seenEvidence } from '../../run/status/seen-evidence.ts'
import { askClients, askStatements, askWrites, type GrowthOf } from '../evidence/ask-database.ts'
import type { Repository } from '../repository.ts'

/** pg_stat_statements reads a file of all texts each time: who looks every second asks it less often. */
const leastMilliseconds = 5_000
/** A status waits no longer for any kind of evidence. */
const statementMilliseconds = 2_000

/** Reads the evidence of a repository's plans on a session, for one look at their status. */
export type EvidenceReader = (context: RunContext, session: Session, repository: Repository) => EvidenceOf

/**
 * The evidence as a status shows it: it writes nothing, asks the database only, and for little time. What cannot be read is told in its
 * place. Looks through the same reader know from one another, so that one reader is made for all looks of a process.
 */
export function createEvidenceReader(): EvidenceReader {
  const memory = createGrowthMemory()
  const looks = new Map<string, { readonly key: string; readonly at: number; readonly status: EvidenceStatus }>()
  return (context, session, repository) =>
    async (bundle, { matters, at }) => {
      const id = planIdOf(bundle.plan)
      const key = `${bundle.plan.seal} ${String(matters)}`
      const last = looks.get(id)
      if (last?.key === key && context.clock.monotonic() - last.at < leastMilliseconds) return last.status
      const names = oldNames(bundle)
      const old = describeOld(names)
      if (old.length === 0) return null
      const growthOf: GrowthOf = async (transaction, source, counts) => {
        const recalled = await context.sightings.recall(transaction, id, source, counts)
        return new Map([...recalled].map(([one, growth]) => [one, memory.sharpen(`${id} ${source} ${one}`, growth, at)]))
      }
      const seen = matters ? await look(context, session, { repository, bundle, names, growthOf, at }) : null
      const status = { old, command: `stager evidence ${bundle.plan.name}`, seen }
      looks.set(id, { key, at: context.clock.monotonic(), status })
      return status
    }
}

interface Question {
  readonly repository: Repository
  readonly bundle: PlanBundle
  readonly names: OldNames
  readonly growthOf: GrowthOf
  readonly at: Date
}

async function look(context: RunContext, session: Session, { repository, bundle, names, growthOf, at }: Question): Promise<SeenEvidence> {
  const within = <T>(ask: (transaction: Session) => Promise<T>): Promise<T | Unknown> =>
    session
      .transaction(async (transaction) => {
        await context.catalog.setLocalTimeouts(transaction, { lockMilliseconds: context.lockMilliseconds, statementMilliseconds })
        return ask(transaction)
      })
      .catch(unreadable)
  const seen = {
    statements: await within((transaction) => askStatements(context, transaction, names, growthOf)),
    writes: await within((transaction) => askWrites(context, transaction, bundle, growthOf)),
    clients: await within((transaction) => askClients(context, transaction, repository, names)),
  }
  return seenEvidence({ ...seen, objections: objectionsOf(seen) }, at)
}

/** A right that is missing or a time that is over concerns one kind of evidence; a lost connection concerns all. */
function unreadable(error: unknown): Unknown {
  if (!(error instanceof StagerError) || isFailure(error, 'disconnected')) throw error
  return { state: 'unknown', reason: error.message }
}
