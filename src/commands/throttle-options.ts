import type { Argv } from 'yargs'

import type { ThrottleLimits } from '../run/throttle.ts'
import { parseCount, parseDuration, usage } from './apply-options.ts'

/** The flags that say what a backfill gives way to. */
export interface ThrottleArguments {
  readonly batchSize?: string
  readonly maxLag?: string
  readonly maxSlotLag?: string
  readonly maxArchive?: string
  readonly maxWaiting?: string
  readonly maxActive?: string
  readonly holdWhile?: string
  readonly pauseBetween?: string
}

/** Limits as a person gives them; what is left out is not limited. */
export type LimitSettings = Partial<ThrottleLimits>

export function throttleOptions(yargs: Argv): Argv {
  const option = (describe: string) => ({ type: 'string', requiresArg: true, group: 'Backfill:', describe }) as const
  return yargs
    .option('batch-size', option('rows of a batch (default: what takes about 200 ms)'))
    .option('max-lag', option('wait while a replica is this far behind: 5s'))
    .option('max-slot-lag', option('wait while a replication slot holds back this much WAL: 2GB'))
    .option('max-archive', option('wait while more WAL files than this wait to be archived: 10'))
    .option('max-waiting', option('wait while more sessions than this wait for a lock on the table: 0'))
    .option('max-active', option('wait while more sessions than this are active: 40'))
    .option('hold-while', option('wait while this query returns true: "SELECT ..."'))
    .option('pause-between', option('rest between two batches: 50ms'))
}

/** The limits of the flags that were given. Throws `usage`. */
export function parseLimits(argv: ThrottleArguments): LimitSettings {
  const given = <Value>(text: string | undefined, flag: string, parse: (text: string, flag: string) => Value): { value: Value } | null =>
    text === undefined ? null : { value: parse(text, flag) }
  const parsed: { readonly [K in keyof ThrottleLimits]: { readonly value: ThrottleLimits[K] } | null } = {
    lagMilliseconds: given(argv.maxLag, '--max-lag', parseDuration),
    slotBytes: given(argv.maxSlotLag, '--max-slot-lag', parseSize),
    archiveFiles: given(argv.maxArchive, '--max-archive', parseLimit),
    waitingSessions: given(argv.maxWaiting, '--max-waiting', parseLimit),
    activeSessions: given(argv.maxActive, '--max-active', parseLimit),
    holdWhile: given(argv.holdWhile, '--hold-while', parseQuery),
    pauseMilliseconds: given(argv.pauseBetween, '--pause-between', parseDuration),
  }
  return Object.fromEntries(Object.entries(parsed).flatMap(([name, entry]) => (entry === null ? [] : [[name, entry.value]])))
}

/** `--batch-size`. */
export const parseBatchSize = ({ batchSize }: ThrottleArguments): number | undefined =>
  batchSize === undefined ? undefined : parseCount(batchSize, '--batch-size')

/** A whole number, zero included: the most that is allowed. */
export function parseLimit(text: string, flag: string): number {
  const count = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(count) || count < 0) throw usage(`${flag} ${text} is not a whole number.`, `${flag} 10`)
  return count
}

const units: Readonly<Record<string, number>> = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 }

/** `512MB`, `2GB`, or bytes, as PostgreSQL writes sizes. */
function parseSize(text: string, flag: string): number {
  const [, amount, unit = 'B'] = /^(\d+(?:\.\d+)?)\s*([KMGT]?B)?$/i.exec(text.trim()) ?? []
  if (amount === undefined) throw usage(`${flag} ${text} is not a size.`, `Write it as 512MB or 2GB: ${flag} 2GB`)
  return Math.round(Number(amount) * (units[unit.toUpperCase()] ?? 1))
}

function parseQuery(text: string, flag: string): string {
  if (!/^\s*(?:SELECT|WITH|VALUES|TABLE)\b/i.test(text))
    throw usage(`${flag} takes a query that returns one boolean.`, `${flag} "SELECT count(*) > 100 FROM jobs"`)
  return text
}
