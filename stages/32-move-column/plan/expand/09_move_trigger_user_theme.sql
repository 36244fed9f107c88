-- what is written to User.theme goes to Profile.theme by a trigger
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_User_theme_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF NOT (NEW."theme" IS DISTINCT FROM OLD."theme" COLLATE "C") THEN RETURN NEW; END IF;
  UPDATE "Profile" AS c SET "theme" = NEW."theme" WHERE NEW."id" = c."userId" AND c."theme" IS DISTINCT FROM NEW."theme" COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_theme_push" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User_theme_push"();
COMMIT;
