import type { Key, KeyRange } from '../backfill-ports.ts'

/** Keys that cut a walk into `parts` of about as many rows: a choice among `keys`, which are in order and as many rows apart. */
export function chooseCuts(keys: readonly Key[], parts: number): readonly Key[] {
  const cuts = Math.min(keys.length, Math.max(0, Math.floor(parts) - 1))
  return Array.from({ length: cuts }, (_, at) => keys[Math.floor(((at + 1) * (keys.length + 1)) / (cuts + 1)) - 1] ?? []).filter(
    (key) => key.length > 0,
  )
}

/** The range in parts: each ends where the next one begins, the last where the range ends. */
export function cutAt({ after, to }: KeyRange, cuts: readonly Key[]): readonly KeyRange[] {
  return [...cuts, to].map((end, at) => ({ after: at === 0 ? after : (cuts[at - 1] ?? after), to: end }))
}
