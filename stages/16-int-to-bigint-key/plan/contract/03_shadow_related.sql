-- keep old and new columns of _Related in step by a trigger
-- add A_stager beside _Related.A: its value as BIGINT
-- add B_stager beside _Related.B: its value as BIGINT
-- Lock: ACCESS EXCLUSIVE on _Related
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_Related"') IS NOT NULL THEN LOCK TABLE "_Related" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000__Related"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."A_stager" := (NEW."A"::BIGINT);
    NEW."B_stager" := (NEW."B"::BIGINT);
  ELSE
    IF NEW."A" IS DISTINCT FROM OLD."A" THEN NEW."A_stager" := (NEW."A"::BIGINT);
    ELSIF NEW."A_stager" IS DISTINCT FROM OLD."A_stager" AND OLD."A_stager" IS NOT NULL THEN NEW."A" := (CASE WHEN NEW."A_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."A_stager"::INTEGER END);
    END IF;
    IF NEW."B" IS DISTINCT FROM OLD."B" THEN NEW."B_stager" := (NEW."B"::BIGINT);
    ELSIF NEW."B_stager" IS DISTINCT FROM OLD."B_stager" AND OLD."B_stager" IS NOT NULL THEN NEW."B" := (CASE WHEN NEW."B_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."B_stager"::INTEGER END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000__Related" BEFORE INSERT OR UPDATE ON "_Related" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000__Related"();
ALTER TABLE "_Related" ADD COLUMN IF NOT EXISTS "A_stager" BIGINT;
ALTER TABLE "_Related" ADD COLUMN IF NOT EXISTS "B_stager" BIGINT;
COMMIT;
