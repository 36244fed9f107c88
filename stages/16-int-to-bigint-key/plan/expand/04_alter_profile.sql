-- add userId_stager beside Profile.userId: its value as BIGINT
-- keep old and new columns of Profile in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" ADD COLUMN IF NOT EXISTS "userId_stager" BIGINT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."userId_stager" := (NEW."userId"::BIGINT);
  ELSE
    IF NEW."userId" IS DISTINCT FROM OLD."userId" THEN NEW."userId_stager" := (NEW."userId"::BIGINT);
    ELSIF NEW."userId_stager" IS DISTINCT FROM OLD."userId_stager" AND OLD."userId_stager" IS NOT NULL THEN NEW."userId" := (CASE WHEN NEW."userId_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."userId_stager"::INTEGER END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile" BEFORE INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile"();
COMMIT;
