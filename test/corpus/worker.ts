import { startEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { planChange } from './plan-change.ts'
import type { CorpusChange } from './read-corpus.ts'
import type { Result } from './report.ts'
import { walkChange } from './walk-change.ts'

/** What a worker process is asked for; it answers with a `Result`. */
export interface Job {
  readonly change: CorpusChange
  readonly flags: readonly string[]
  readonly planOnly: boolean
}

const server = await startEmbeddedPostgres({ settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })

async function run({ change, flags, planOnly }: Job): Promise<Result> {
  const planned = await planChange(change, flags)
  const walked = planned.kind !== 'planned' || planOnly ? null : await walkChange(server, change, flags)
  const { key } = change
  // The plan itself is large, and nobody reads it.
  const outcome = planned.kind === 'planned' ? { kind: planned.kind, milliseconds: planned.milliseconds } : planned
  return { key, answered: flags.length, planned: outcome, walked }
}

process.on('message', (job: Job) => void run(job).then((result) => process.send?.(result)))
process.on('disconnect', () => void server.stop())
process.send?.('ready')
