/** The parts of a name: `fullName`, `full_name` and `FullName` have the same ones. */
const words = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

const pairs = (text: string): readonly string[] => [...text].slice(1).map((_, at) => text.slice(at, at + 2))

/** Dice's coefficient of two lists: 1 for equal ones, 0 when they share nothing. */
export function dice(left: readonly string[], right: readonly string[]): number {
  const rest = [...right]
  const shared = left.filter((item) => {
    const at = rest.indexOf(item)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
  return left.length + right.length === 0 ? 0 : (2 * shared.length) / (left.length + right.length)
}

/** How alike two names are, from 0 to 1: by their words, or by their letters where that says more. */
export function similarity(left: string, right: string): number {
  if (left === right) return 1
  return Math.max(dice(words(left), words(right)), dice(pairs(left.toLowerCase()), pairs(right.toLowerCase())))
}
