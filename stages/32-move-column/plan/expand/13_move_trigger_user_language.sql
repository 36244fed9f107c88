-- what is written to User.language goes to Profile.language by a trigger
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_User_language_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF NOT (NEW."language" IS DISTINCT FROM OLD."language" COLLATE "C") THEN RETURN NEW; END IF;
  UPDATE "Profile" AS c SET "language" = NEW."language" WHERE NEW."id" = c."userId" AND c."language" IS DISTINCT FROM NEW."language" COLLATE "C" AND NOT (c."language" IS NULL AND NOT (NEW."language" IS DISTINCT FROM CAST('en' AS TEXT) COLLATE "C"));
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_language_push" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User_language_push"();
COMMIT;
