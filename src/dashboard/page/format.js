// How numbers and times are told; the same words as on the command line.

/** `1,234,567`. */
export const formatCount = (count) => Math.round(count).toLocaleString('en-US')

/** `1 row`, `1,200 rows`. */
export const countOf = (count, noun) => `${formatCount(count)} ${noun}${Number(count) === 1 ? '' : 's'}`

/** For an axis: `850`, `12k`, `1.5M`. */
export function formatShort(count) {
  if (count >= 999_500) return `${trim(count / 1_000_000)}M`
  if (count >= 1000) return `${trim(count / 1000)}k`
  return trim(count)
}

const trim = (number) => String(Number(number.toFixed(number < 10 ? 1 : 0)))

/** Two units at most: `850 ms`, `12.3 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function formatDuration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return pairOf(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(whole / 60)
  if (minutes < 24 * 60) return pairOf(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return pairOf(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

const pairOf = (large, largeUnit, small, smallUnit) =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`

const two = (number) => String(number).padStart(2, '0')

/** `12:04:31`, in the time of whoever looks. */
export function formatClock(milliseconds, withSeconds = true) {
  const date = new Date(milliseconds)
  return [date.getHours(), date.getMinutes(), ...(withSeconds ? [date.getSeconds()] : [])].map(two).join(':')
}

/** `2026-11-21 12:04:31`. */
export function formatMoment(iso) {
  const date = new Date(iso)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${formatClock(date.getTime())}`
}

/** `2 h 4 min ago`; both by the database's clock. */
export const formatAgo = (iso, at) => `${formatDuration(Math.max(0, new Date(at) - new Date(iso)))} ago`
