-- keep old and new columns of _PostToTag in step by a trigger
-- add A_stager beside _PostToTag.A: its value as BIGINT
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_PostToTag"') IS NOT NULL THEN LOCK TABLE "_PostToTag" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000__PostToTag"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."A_stager" := (NEW."A"::BIGINT);
  ELSE
    IF NEW."A" IS DISTINCT FROM OLD."A" THEN NEW."A_stager" := (NEW."A"::BIGINT);
    ELSIF NEW."A_stager" IS DISTINCT FROM OLD."A_stager" AND OLD."A_stager" IS NOT NULL THEN NEW."A" := (CASE WHEN NEW."A_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."A_stager"::INTEGER END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000__PostToTag" BEFORE INSERT OR UPDATE ON "_PostToTag" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000__PostToTag"();
ALTER TABLE "_PostToTag" ADD COLUMN IF NOT EXISTS "A_stager" BIGINT;
COMMIT;
