-- what is written to Profile.settings goes to User.settings by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_settings_pull"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE other "User"."settings"%TYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT NEW."settings" IS NULL THEN RETURN NEW; END IF;
  ELSE
    IF NOT (NEW."userId" IS DISTINCT FROM OLD."userId") OR NEW."settings"::text IS DISTINCT FROM OLD."settings"::text COLLATE "C" THEN RETURN NEW; END IF;
  END IF;
  SELECT p."settings" INTO other FROM "User" AS p WHERE p."id" = NEW."userId" FOR NO KEY UPDATE OF p;
  NEW."settings" := COALESCE(other, NEW."settings");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_settings_pull" BEFORE INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_settings_pull"();
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_settings_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT (NEW."settings"::text IS DISTINCT FROM OLD."settings"::text COLLATE "C" OR NEW."userId" IS DISTINCT FROM OLD."userId") THEN RETURN NEW; END IF;
  UPDATE "User" AS p SET "settings" = NEW."settings" WHERE p."id" = NEW."userId" AND p."settings"::text IS DISTINCT FROM NEW."settings"::text COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_settings_push" AFTER INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_settings_push"();
COMMIT;
