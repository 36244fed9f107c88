-- take back for each row of Reaction: settle rows of Reaction whose userId refers to nothing: delete
-- Lock: ROW EXCLUSIVE on Reaction
DO $stager$
DECLARE
  stager_at bigint := 9223372036854775807;
  stager_left bigint;
  stager_total bigint := 0;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'stager' AND tablename = 'replaced_rows') THEN RETURN; END IF;
  IF to_regclass('"Reaction"') IS NULL THEN RETURN; END IF;
  LOOP
    PERFORM set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true),
      set_config('datestyle', 'ISO, MDY', true), set_config('intervalstyle', 'postgres', true);
    WITH batch AS MATERIALIZED (
      SELECT id, key, old_values, new_values FROM stager.replaced_rows
      WHERE plan_id = '20260101000000_new_foreign_key' AND backfill = 'orphans.Reaction_userId_fkey' AND id < stager_at ORDER BY id DESC LIMIT 1000
    ), inserted AS (
      INSERT INTO "Reaction" AS t ("commentId", "emoji", "userId", "at")
      OVERRIDING SYSTEM VALUE
      SELECT (r.old_values)[1]::INTEGER, (r.old_values)[2]::TEXT, (r.old_values)[3]::INTEGER, (r.old_values)[4]::TIMESTAMP(3)
      FROM batch AS r
      WHERE (r.old_values)[1]::INTEGER IS NOT NULL
        AND (r.old_values)[2]::TEXT IS NOT NULL
        AND (r.old_values)[3]::INTEGER IS NOT NULL
        AND (r.old_values)[4]::TIMESTAMP(3) IS NOT NULL
      ON CONFLICT DO NOTHING
      RETURNING t."commentId" AS k0, t."emoji" AS k1, t."userId" AS k2
    ), restored AS (
      SELECT r.id, true AS whole FROM batch AS r JOIN inserted ON inserted.k0 = (r.old_values)[1]::INTEGER AND inserted.k1 = (r.old_values)[2]::TEXT AND inserted.k2 = (r.old_values)[3]::INTEGER
    ), done AS (
      DELETE FROM stager.replaced_rows AS k USING restored WHERE k.id = restored.id AND restored.whole
    ), apart AS (
      UPDATE stager.replaced_rows AS k SET left_alone = true FROM batch
      WHERE k.id = batch.id AND NOT EXISTS (SELECT 1 FROM restored WHERE restored.id = batch.id AND restored.whole)
      RETURNING k.id
    )
    SELECT (SELECT min(id) FROM batch), (SELECT count(*) FROM apart) INTO stager_at, stager_left;
    EXIT WHEN stager_at IS NULL;
    stager_total := stager_total + stager_left;
    COMMIT;
  END LOOP;
  IF stager_total > 0 THEN RAISE NOTICE 'stager: % rows stay as the application left them', stager_total; END IF;
END $stager$;
