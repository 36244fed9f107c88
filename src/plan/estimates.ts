import type { TableSize } from '../schema/hidden.ts'
import { sameTable } from '../schema/lookup.ts'
import type { TableName } from '../schema/model.ts'
import type { Plan, Step } from './plan.ts'

/**
 * Cautious rates, stated wherever they are used: a database that serves an application meanwhile. On a machine of two cores alone, batches by SQL
 * write some 290,000 rows a second and those by TypeScript 150,000.
 */
const rates = {
  sql: { number: 50_000, text: '50,000 rows a second by SQL' },
  typescript: { number: 20_000, text: '20,000 by TypeScript' },
  scan: { number: 100_000_000, text: 'reading at 100 MB a second' },
} as const

export const statedRates = `${rates.sql.text}, ${rates.typescript.text}, ${rates.scan.text}`

/** `40 s`, `12 min`, `3 h`: more would pretend to be exact. */
function roughly(seconds: number): string {
  if (seconds < 1) return 'under a second'
  if (seconds < 90) return `about ${String(Math.ceil(seconds))} s`
  if (seconds < 5400) return `about ${String(Math.ceil(seconds / 60))} min`
  return `about ${String(Math.ceil(seconds / 3600))} h`
}

const count = (number: number): string => Math.round(number).toLocaleString('en-US')

function size(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ${units[unit] ?? ''}`
}

/** How long each backfill and each step that reads a whole table takes, one sentence each; none where no database was asked. */
export function estimates({ sizes = [], expand, backfill, contract }: Plan): readonly string[] {
  const sizeOf = (table: TableName): TableSize | undefined => sizes.find((each) => sameTable(each.table, table))
  const scans = (steps: readonly Step[], stage: string): readonly string[] =>
    steps
      .filter((step) => step.scans)
      .flatMap(({ label, locks }) => {
        const bytes = locks.reduce((sum, { table }) => sum + (sizeOf(table)?.bytes ?? 0), 0)
        return bytes === 0 ? [] : [`${stage}: ${label}: reads ${size(bytes)}, ${roughly(bytes / rates.scan.number)}`]
      })
  return [
    ...scans(expand.steps, 'expand'),
    ...backfill.backfills.flatMap(({ label, table, kind }) => {
      const known = sizeOf(table)
      return known === undefined ? [] : [`backfill: ${label}: some ${count(known.rows)} rows, ${roughly(known.rows / rates[kind].number)}`]
    }),
    ...scans(contract.steps, 'contract'),
  ]
}
