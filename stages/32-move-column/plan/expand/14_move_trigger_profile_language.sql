-- what is written to Profile.language goes to User.language by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_language_pull"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE other "User"."language"%TYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."language" IS NULL OR NOT (NEW."language" IS DISTINCT FROM CAST('en' AS TEXT) COLLATE "C")) THEN RETURN NEW; END IF;
  ELSE
    IF NOT (NEW."userId" IS DISTINCT FROM OLD."userId") OR NEW."language" IS DISTINCT FROM OLD."language" COLLATE "C" THEN RETURN NEW; END IF;
  END IF;
  SELECT p."language" INTO other FROM "User" AS p WHERE p."id" = NEW."userId" FOR NO KEY UPDATE OF p;
  NEW."language" := COALESCE(other, NEW."language");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_language_pull" BEFORE INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_language_pull"();
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_language_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT (NEW."language" IS DISTINCT FROM OLD."language" COLLATE "C" OR NEW."userId" IS DISTINCT FROM OLD."userId") THEN RETURN NEW; END IF;
  UPDATE "User" AS p SET "language" = NEW."language" WHERE p."id" = NEW."userId" AND p."language" IS DISTINCT FROM NEW."language" COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_language_push" AFTER INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_language_push"();
COMMIT;
