import { cli, runProcess } from './measure.mjs'
import { sqlFill, typescriptFill, withExpandedPosts } from './seed.mjs'

/** Peak memory of `stager apply --stage backfill` as a process. */
export async function benchMemory(server, rows) {
  const peak = (name, count, fill) =>
    withExpandedPosts(server, name, count, fill, async ({ url, directory }) => {
      const args = [cli, 'apply', '--stage', 'backfill', '--database-url', url]
      return (await runProcess(process.execPath, args, { cwd: directory })).megabytes
    })
  const results = []
  for (const [kind, fill] of Object.entries({ SQL: sqlFill, TypeScript: typescriptFill })) {
    const few = await peak('bench_few', Math.round(rows / 10), fill)
    const many = await peak('bench_many', rows, fill)
    results.push({
      what: `${kind}, ${rows.toLocaleString('en')} rows`,
      value: `${Math.round(many)} MB`,
      ratio: `${(many / few).toFixed(2)} x a tenth of the rows (${Math.round(few)} MB)`,
    })
  }
  return results
}
