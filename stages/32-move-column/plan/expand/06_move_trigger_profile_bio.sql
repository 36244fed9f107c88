-- what is written to Profile.bio goes to User.bio by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_bio_pull"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE other "User"."bio"%TYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT NEW."bio" IS NULL THEN RETURN NEW; END IF;
  ELSE
    IF NOT (NEW."userId" IS DISTINCT FROM OLD."userId") OR NEW."bio" IS DISTINCT FROM OLD."bio" COLLATE "C" THEN RETURN NEW; END IF;
  END IF;
  SELECT p."bio" INTO other FROM "User" AS p WHERE p."id" = NEW."userId" FOR NO KEY UPDATE OF p;
  NEW."bio" := COALESCE(other, NEW."bio");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_bio_pull" BEFORE INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_bio_pull"();
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_bio_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT (NEW."bio" IS DISTINCT FROM OLD."bio" COLLATE "C" OR NEW."userId" IS DISTINCT FROM OLD."userId") THEN RETURN NEW; END IF;
  UPDATE "User" AS p SET "bio" = NEW."bio" WHERE p."id" = NEW."userId" AND p."bio" IS DISTINCT FROM NEW."bio" COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_bio_push" AFTER INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_bio_push"();
COMMIT;
