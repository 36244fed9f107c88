-- a row of Profile that is deleted takes User.settings along: the old application is gone
-- Lock: SHARE ROW EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_settings_gone"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  UPDATE "User" AS p SET "settings" = NULL WHERE p."id" = OLD."userId" AND p."settings" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Profile" AS c WHERE p."id" = c."userId");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_settings_gone" AFTER DELETE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_settings_gone"();
COMMIT;
