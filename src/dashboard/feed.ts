import { createHistory } from './history.ts'
import type { Sample } from './sample.ts'
import type { DashboardState, Snapshot } from './snapshot.ts'

/** One look, as pages get it. */
export interface Update {
  readonly state: DashboardState
  /** Null when the database did not answer. */
  readonly sample: Sample | null
}

/** What was seen so far, and who wants to hear what is seen next. All of it is in the memory of this process. */
export interface Feed {
  snapshot(): Snapshot
  /** Returns how to stop listening. */
  listen(listener: (update: Update) => void): () => void
  listeners(): number
  seen(state: Omit<DashboardState, 'lost'>, sample: Sample): void
  lost(message: string, since: Date): void
}

/** Begins with the first look. */
export function createFeed(first: Omit<DashboardState, 'lost'>, sample: Sample): Feed {
  const history = createHistory()
  const listeners = new Set<(update: Update) => void>()
  let state: DashboardState = { ...first, lost: null }
  history.add(sample)
  const tell = (update: Update): void => listeners.forEach((listener) => listener(update))
  return {
    snapshot: () => ({ state, samples: history.samples() }),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listeners: () => listeners.size,
    seen(now, next) {
      state = { ...now, lost: null }
      history.add(next)
      tell({ state, sample: next })
    },
    lost(message, since) {
      state = { ...state, lost: { message, since: state.lost?.since ?? since } }
      tell({ state, sample: null })
    },
  }
}
