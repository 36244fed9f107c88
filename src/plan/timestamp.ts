/** The 14 digits that a migration's or a plan's name begins with; null when it has none. */
export const timestampOf = (name: string): string | null => /^\d{14}(?=_)/.exec(name)?.[0] ?? null

const format = (date: Date): string => date.toISOString().slice(0, 19).replaceAll(/\D/g, '')

/** One second later. What is no date (a name somebody made up) is counted on as a number. */
function after(timestamp: string): string {
  const [year, month, day, hour, minute, second] = [...timestamp.matchAll(/^\d{4}|\d{2}/g)].map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second))
  return format(date) === timestamp ? format(new Date(date.getTime() + 1000)) : (BigInt(timestamp) + 1n).toString().padStart(14, '0')
}

/**
 * yyyymmddhhmmss in UTC, strictly after every timestamp among `names` (of migrations and plans), so that what is written now
 * sorts last although clocks differ.
 */
export function nextTimestamp(now: Date, names: readonly string[]): string {
  const newest = names.map(timestampOf).reduce<string>((latest, stamp) => (stamp !== null && stamp > latest ? stamp : latest), '')
  const current = format(now)
  return current > newest ? current : after(newest)
}
