-- what is written to User.bio goes to Profile.bio by a trigger
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_User_bio_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF NOT (NEW."bio" IS DISTINCT FROM OLD."bio" COLLATE "C") THEN RETURN NEW; END IF;
  UPDATE "Profile" AS c SET "bio" = NEW."bio" WHERE NEW."id" = c."userId" AND c."bio" IS DISTINCT FROM NEW."bio" COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_bio_push" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User_bio_push"();
COMMIT;
