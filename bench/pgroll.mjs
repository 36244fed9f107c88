import pg from 'pg'
import { seconds } from './measure.mjs'
import { addSlug, query } from './seed.mjs'
import { count, line, rate } from './table.mjs'

/**
 * What pgroll describes of its backfill (https://pgroll.com/docs): a flag on each row, a trigger that computes the new column, and batches of 1,000
 * keys that are read, locked and "updated" to what they are, one transaction each.
 */
const prepare = `
ALTER TABLE "Post" ADD COLUMN needs_backfill boolean DEFAULT true;
CREATE FUNCTION post_slug() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "id" "Post"."id"%TYPE := NEW."id";
  "title" "Post"."title"%TYPE := NEW."title";
  "author" "Post"."author"%TYPE := NEW."author";
  latest text := 'after';
  search_path text;
BEGIN
  SELECT current_setting('search_path') INTO search_path;
  IF search_path <> latest THEN NEW."slug" := lower("title"); END IF;
  NEW.needs_backfill := false;
  RETURN NEW;
END $$;
CREATE TRIGGER post_slug BEFORE INSERT OR UPDATE ON "Post" FOR EACH ROW EXECUTE FUNCTION post_slug();`

const batch = `
WITH batch AS (
  SELECT "id" FROM "Post" WHERE needs_backfill = true AND "id" > $1 ORDER BY "id" LIMIT 1000 FOR NO KEY UPDATE
), updated AS (
  UPDATE "Post" SET "id" = "Post"."id" FROM batch WHERE "Post"."id" = batch."id" RETURNING "Post"."id"
) SELECT max("id") AS last FROM updated`

export const pgroll = {
  needs: ['plain', 'sql'],
  async run({ seeds, rows, runs }) {
    const few = Math.min(rows, 300_000)
    const took = await seeds.withPosts(few, async ({ url }) => {
      await query(url, addSlug, prepare)
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        return await seconds(async () => {
          for (let last = 0; last !== null;) last = (await client.query(batch, [last])).rows[0].last
        })
      } finally {
        await client.end()
      }
    })
    const shown = `${(runs.sql.rowsPerSecond / (few / took)).toFixed(1)} x`
    return [
      line(`batches as pgroll's, ${count(few)} rows`, rate(few / took)),
      { ...line('stager, SQL', rate(runs.sql.rowsPerSecond)), shown },
    ]
  },
}
