-- take back for each row of User: fill name of User
-- Lock: ROW EXCLUSIVE on User
DO $stager$
DECLARE
  stager_at bigint := 9223372036854775807;
  stager_left bigint;
  stager_total bigint := 0;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'stager' AND tablename = 'replaced_rows') THEN RETURN; END IF;
  IF to_regclass('"User"') IS NULL THEN RETURN; END IF;
  LOOP
    PERFORM set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true),
      set_config('datestyle', 'ISO, MDY', true), set_config('intervalstyle', 'postgres', true);
    WITH batch AS MATERIALIZED (
      SELECT id, key, old_values, new_values FROM stager.replaced_rows
      WHERE plan_id = '20260101000000_optional_to_required' AND backfill = 'fill.User' AND id < stager_at ORDER BY id DESC LIMIT 1000
    ), restored AS (
      UPDATE "User" AS t
      SET "name" = CASE WHEN t."name" IS NOT DISTINCT FROM (r.new_values)[1]::TEXT COLLATE "C" THEN (r.old_values)[1]::TEXT ELSE t."name" END
      FROM batch AS r
      WHERE t."id" = (r.key)[1]::INTEGER
        AND (t."name" IS NOT DISTINCT FROM (r.new_values)[1]::TEXT COLLATE "C")
      RETURNING r.id, t."name" IS NOT DISTINCT FROM (r.old_values)[1]::TEXT COLLATE "C" AS whole
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
