/** The lines that only one of two texts has, the first few of each. */
export function firstDifference(wanted: string, found: string): string {
  const [left, right] = [new Set(wanted.split('\n')), new Set(found.split('\n'))]
  const shown = (lines: readonly string[], sign: string): readonly string[] =>
    lines.slice(0, 5).map((line) => `${sign} ${line.slice(0, 300)}`)
  return [
    ...shown(
      [...left].filter((line) => !right.has(line)),
      '-',
    ),
    ...shown(
      [...right].filter((line) => !left.has(line)),
      '+',
    ),
  ].join('\n')
}
