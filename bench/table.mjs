export const count = (value) => Math.round(value).toLocaleString('en')

export const rate = (value) => `${count(value)} rows/s`

/** A line of a table: what was measured, and the figure of a goal that it is held to. */
export const line = (what, value) => ({ what, value, ratio: null, goal: null, met: null })

/** `least` and `most` are goals for a number that is printed by `show`. */
export function goal(what, value, figure, { least, most, show = (number) => `${number.toFixed(2)} x` }) {
  const met = figure >= (least ?? Number.NEGATIVE_INFINITY) && figure <= (most ?? Number.POSITIVE_INFINITY)
  return { what, value, ratio: figure, shown: show(figure), goal: least === undefined ? `<= ${show(most)}` : `>= ${show(least)}`, met }
}

export function print(name, lines) {
  const width = Math.max(...lines.map(({ what }) => what.length))
  console.log(`\n${name}`)
  for (const { what, value, shown = '', goal: wanted, met } of lines) {
    const verdict = wanted === null ? '' : `goal ${wanted.padEnd(12)} ${met ? 'met' : 'MISSED'}`
    console.log(`  ${what.padEnd(width)}  ${value.padStart(18)}  ${shown.padStart(10)}  ${verdict}`.trimEnd())
  }
}
