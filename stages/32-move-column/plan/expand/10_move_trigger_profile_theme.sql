-- what is written to Profile.theme goes to User.theme by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_theme_pull"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE other "User"."theme"%TYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT NEW."theme" IS NULL THEN RETURN NEW; END IF;
  ELSE
    IF NOT (NEW."userId" IS DISTINCT FROM OLD."userId") OR NEW."theme" IS DISTINCT FROM OLD."theme" COLLATE "C" THEN RETURN NEW; END IF;
  END IF;
  SELECT p."theme" INTO other FROM "User" AS p WHERE p."id" = NEW."userId" FOR NO KEY UPDATE OF p;
  NEW."theme" := COALESCE(other, NEW."theme");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_theme_pull" BEFORE INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_theme_pull"();
CREATE OR REPLACE FUNCTION "stager_20260101000000_Profile_theme_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT (NEW."theme" IS DISTINCT FROM OLD."theme" COLLATE "C" OR NEW."userId" IS DISTINCT FROM OLD."userId") THEN RETURN NEW; END IF;
  UPDATE "User" AS p SET "theme" = NEW."theme" WHERE p."id" = NEW."userId" AND p."theme" IS DISTINCT FROM NEW."theme" COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Profile_theme_push" AFTER INSERT OR UPDATE ON "Profile" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Profile_theme_push"();
COMMIT;
