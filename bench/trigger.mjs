import { interleaved, median, seconds } from './measure.mjs'
import { query } from './seed.mjs'
import { count, goal, line } from './table.mjs'

const dropTriggers = `DO $$ DECLARE t name; BEGIN
  FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid = '"Post"'::regclass AND NOT tgisinternal
  LOOP EXECUTE format('DROP TRIGGER %I ON "Post"', t); END LOOP; END $$`

/** What an application's writes pay for the dual-write trigger: a write of what the new column is computed from, and one of something else. */
export const trigger = {
  needs: [],
  async run({ seeds, rows }) {
    const few = Math.min(rows, 1_000_000)
    const took = (prepare, statement) => () =>
      seeds.withExpanded(few, 'sql', async ({ url }) => {
        await query(url, `SET stager.backfill = 'on'`, 'UPDATE "Post" SET "slug" = lower("title")', 'VACUUM "Post"', 'CHECKPOINT', prepare)
        return seconds(() => query(url, statement))
      })
    const source = `UPDATE "Post" SET "title" = "title" || 'x'`
    const other = `UPDATE "Post" SET "author" = "author" || 'x'`
    const samples = await interleaved(3, {
      'the source, without it': took(dropTriggers, source),
      'the source, with it': took('SELECT 1', source),
      'another column, without it': took(dropTriggers, other),
      'another column, with it': took('SELECT 1', other),
    })
    const result = Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]))
    return ['the source', 'another column'].flatMap((what) => {
      const [without, by] = [result[`${what}, without it`], result[`${what}, with it`]]
      return [
        line(`UPDATE of ${what}, ${count(few)} rows, without it`, `${without.toFixed(2)} s`),
        goal(`UPDATE of ${what}, ${count(few)} rows, with it`, `${by.toFixed(2)} s`, by / without, { most: 2 }),
      ]
    })
  },
}
