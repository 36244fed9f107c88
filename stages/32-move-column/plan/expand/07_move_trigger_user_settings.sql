-- what is written to User.settings goes to Profile.settings by a trigger
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_User_settings_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF NOT (NEW."settings"::text IS DISTINCT FROM OLD."settings"::text COLLATE "C") THEN RETURN NEW; END IF;
  UPDATE "Profile" AS c SET "settings" = NEW."settings" WHERE NEW."id" = c."userId" AND c."settings"::text IS DISTINCT FROM NEW."settings"::text COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_settings_push" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User_settings_push"();
COMMIT;
