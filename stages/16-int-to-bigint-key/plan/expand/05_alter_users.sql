-- add id_stager beside users.id: its value as BIGINT
-- add boss_id_stager beside users.boss_id: its value as BIGINT
-- keep old and new columns of users in step by a trigger
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "users" ADD COLUMN IF NOT EXISTS "id_stager" BIGINT;
ALTER TABLE "users" ADD COLUMN IF NOT EXISTS "boss_id_stager" BIGINT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_users"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."id_stager" := (NEW."id"::BIGINT);
    NEW."boss_id_stager" := (NEW."boss_id"::BIGINT);
  ELSE
    IF NEW."id" IS DISTINCT FROM OLD."id" THEN NEW."id_stager" := (NEW."id"::BIGINT);
    END IF;
    IF NEW."boss_id" IS DISTINCT FROM OLD."boss_id" THEN NEW."boss_id_stager" := (NEW."boss_id"::BIGINT);
    ELSIF NEW."boss_id_stager" IS DISTINCT FROM OLD."boss_id_stager" AND OLD."boss_id_stager" IS NOT NULL THEN NEW."boss_id" := (CASE WHEN NEW."boss_id_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."boss_id_stager"::INTEGER END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_users" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_users"();
COMMIT;
