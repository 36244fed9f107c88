import { count, goal, line, rate } from './table.mjs'
import { measureRuns } from './runs.mjs'

/** A table a hundred times as large must not be slower by the row. */
export const scale = {
  needs: ['sql'],
  async run({ seeds, rows, runs }) {
    const few = Math.max(Math.round(rows / 100), 1000)
    const small = await measureRuns(seeds, few, ['sql'], 3)
    return [
      line(`SQL, ${count(few)} rows`, rate(small.sql.rowsPerSecond)),
      goal(`SQL, ${count(rows)} rows`, rate(runs.sql.rowsPerSecond), runs.sql.rowsPerSecond / small.sql.rowsPerSecond, { least: 0.9 }),
    ]
  },
}

/** Peak resident memory of the process. */
export const memory = {
  needs: ['sql', 'typescript'],
  async run({ seeds, rows, runs }) {
    const few = Math.max(Math.round(rows / 10), 1000)
    const small = await measureRuns(seeds, few, ['sql', 'typescript'], 3)
    const show = (megabytes) => `${Math.round(megabytes)} MB`
    return Object.entries({ sql: 150, typescript: 250 }).flatMap(([name, most]) => [
      line(`${name}, ${count(few)} rows`, show(small[name].megabytes)),
      goal(`${name}, ${count(rows)} rows`, show(runs[name].megabytes), runs[name].megabytes, { most, show }),
      goal(`${name}, the difference`, '', runs[name].megabytes - small[name].megabytes, { most: 15, show }),
    ])
  },
}
