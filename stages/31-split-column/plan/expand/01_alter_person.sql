-- add Person.firstName as optional
-- add Person.lastName
-- Person.full name takes NULL, since the new application no longer writes it
-- keep old and new columns of Person in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" ADD COLUMN IF NOT EXISTS "firstName" TEXT;
ALTER TABLE "Person" ADD COLUMN IF NOT EXISTS "lastName" TEXT;
ALTER TABLE "Person" ALTER COLUMN "full name" DROP NOT NULL;
CREATE SEQUENCE IF NOT EXISTS "stager_20260101000000_Person_old_writes";
GRANT USAGE ON SEQUENCE "stager_20260101000000_Person_old_writes" TO PUBLIC;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Person"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE
  "stager_back_full name" boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    "stager_back_full name" := NEW."firstName" IS NOT NULL OR NEW."lastName" IS NOT NULL;
    IF "stager_back_full name" THEN NEW."full name" := NULL; END IF;
    IF (NOT "stager_back_full name" AND NEW."full name" IS NOT NULL) THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Person_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."firstName" IS NULL THEN BEGIN NEW."firstName" := split_part(NEW."full name", ' ', 1); EXCEPTION WHEN OTHERS THEN NEW."firstName" := NULL; END; END IF;
    IF NEW."lastName" IS NULL THEN BEGIN NEW."lastName" := nullif(substr(NEW."full name", length(split_part(NEW."full name", ' ', 1)) + 2), ''); EXCEPTION WHEN OTHERS THEN NEW."lastName" := NULL; END; END IF;
    IF "stager_back_full name" THEN NEW."full name" := concat_ws(' ', NEW."firstName", NEW."lastName"); END IF;
  ELSE
    "stager_back_full name" := (NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") AND NOT (NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on';
    IF (NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Person_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."firstName" IS NULL OR ((NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") AND NOT (NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C")) THEN BEGIN NEW."firstName" := split_part(NEW."full name", ' ', 1); EXCEPTION WHEN OTHERS THEN NEW."firstName" := NULL; END; END IF;
    IF ((NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") AND NOT (NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C")) THEN BEGIN NEW."lastName" := nullif(substr(NEW."full name", length(split_part(NEW."full name", ' ', 1)) + 2), ''); EXCEPTION WHEN OTHERS THEN NEW."lastName" := NULL; END; END IF;
    IF "stager_back_full name" THEN
      IF NEW."firstName" IS NULL AND OLD."firstName" IS NULL THEN NEW."firstName" := split_part(NEW."full name", ' ', 1); END IF;
      IF NEW."lastName" IS NULL AND OLD."lastName" IS NULL THEN NEW."lastName" := nullif(substr(NEW."full name", length(split_part(NEW."full name", ' ', 1)) + 2), ''); END IF;
      NEW."full name" := concat_ws(' ', NEW."firstName", NEW."lastName");
    ELSIF NEW."full name" IS NULL THEN NEW."full name" := concat_ws(' ', NEW."firstName", NEW."lastName");
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Person" BEFORE INSERT ON "Person" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Person"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Person_update" BEFORE UPDATE ON "Person" FOR EACH ROW WHEN ((NEW."firstName" IS NULL) OR ((NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") AND NOT (NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C")) OR ((NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") AND NOT (NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C")) OR ((NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") AND NOT (NEW."full name" IS DISTINCT FROM OLD."full name" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."full name" IS NULL)) EXECUTE FUNCTION "stager_20260101000000_Person"();
COMMIT;
