import { interleaved, median, seconds } from './measure.mjs'
import { query } from './seed.mjs'
import { count, goal, line } from './table.mjs'

const dropTriggers = `DO $$ DECLARE t name; BEGIN
  FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid = '"Post"'::regclass AND NOT tgisinternal
  LOOP EXECUTE format('DROP TRIGGER %I ON "Post"', t); END LOOP; END $$`

/** What applications write while a plan is in flight, by what it does: how the backfill leaves the table, and their statement. */
const writes = {
  'what a new column is computed from': { kind: 'sql', filled: '"slug" = lower("title")', write: `"title" = "title" || 'x'` },
  'another column': { kind: 'sql', filled: '"slug" = lower("title")', write: `"author" = "author" || 'x'` },
  'a renamed column, by its old name': { kind: 'rename', filled: '"headline" = "title"', write: `"title" = "title" || 'x'` },
  'a renamed column, by its new name': { kind: 'rename', filled: '"headline" = "title"', write: `"headline" = "headline" || 'x'` },
}

/** What an application's writes pay for the dual-write trigger. */
export const trigger = {
  needs: [],
  async run({ seeds, rows }) {
    const few = Math.min(rows, 1_000_000)
    const took = ({ kind, filled, write }, prepare) =>
      seeds.withExpanded(few, kind, async ({ url }) => {
        await query(url, `SET stager.backfill = 'on'`, `UPDATE "Post" SET ${filled}`, 'VACUUM "Post"', 'CHECKPOINT', prepare)
        return seconds(() => query(url, `UPDATE "Post" SET ${write}`))
      })
    const works = Object.entries(writes).flatMap(([what, write]) => [
      [`${what}, without it`, () => took(write, dropTriggers)],
      [`${what}, with it`, () => took(write, 'SELECT 1')],
    ])
    const samples = await interleaved(3, Object.fromEntries(works))
    return Object.keys(writes).flatMap((what) => {
      const [without, by] = [median(samples[`${what}, without it`]), median(samples[`${what}, with it`])]
      return [
        line(`UPDATE of ${what}, ${count(few)} rows, without it`, `${without.toFixed(2)} s`),
        goal(`UPDATE of ${what}, ${count(few)} rows, with it`, `${by.toFixed(2)} s`, by / without, { most: 2 }),
      ]
    })
  },
}
