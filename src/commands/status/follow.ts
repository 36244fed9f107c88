import { setTimeout as sleep } from 'node:timers/promises'

import { StagerError } from '../../errors.ts'
import type { RunContext } from '../../run/context.ts'
import type { Session } from '../../run/ports.ts'
import type { ProjectSettings } from '../command.ts'
import { readRepository, type Repository } from '../repository.ts'
import { withRun } from '../with-run.ts'

export interface FollowOptions<Seen> {
  readonly milliseconds: number
  readonly signal: AbortSignal
  /** One look at the database, and at the plans as they are on disk at that moment. */
  readonly look: (context: RunContext, session: Session, repository: Repository) => Promise<Seen>
  readonly onSeen: (seen: Seen) => Promise<void> | void
  /** A look failed; the next one is made over a new connection. */
  readonly onLost: (error: StagerError) => void
}

/**
 * Looks again and again, over one connection for as long as it holds, until the signal is aborted. Rejects when the first look fails: then
 * something is wrong with how stager was called. Later ones may fail, since databases restart and branches are switched.
 */
export async function follow<Seen>(settings: ProjectSettings & { readonly cwd: string }, options: FollowOptions<Seen>): Promise<void> {
  const { milliseconds, signal, look, onSeen, onLost } = options
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  let first = true
  const connection = (): Promise<void> =>
    withRun({ ...settings, readOnly: true }, ({ context, project }) =>
      context.database.withSession(async (session) => {
        while (!signal.aborted) {
          await onSeen(await look(context, session, await readRepository(project)))
          first = false
          await pause(milliseconds, signal)
        }
      }),
    )
  while (!signal.aborted) {
    // A statement on a connection that hangs must not keep Ctrl-C waiting.
    await Promise.race([connection(), stopped]).catch((error: unknown) => {
      if (first || !(error instanceof StagerError)) throw error
      onLost(error)
    })
    await pause(milliseconds, signal)
  }
}

/** Ends early when the signal is aborted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}
