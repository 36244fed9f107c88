-- add Person.name as optional
-- add Person.address
-- Person.lastName takes NULL, since the new application no longer writes it
-- keep old and new columns of Person in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" ADD COLUMN IF NOT EXISTS "name" TEXT;
ALTER TABLE "Person" ADD COLUMN IF NOT EXISTS "address" TEXT;
ALTER TABLE "Person" ALTER COLUMN "lastName" DROP NOT NULL;
CREATE SEQUENCE IF NOT EXISTS "stager_20260101000000_Person_old_writes";
GRANT USAGE ON SEQUENCE "stager_20260101000000_Person_old_writes" TO PUBLIC;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Person"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE
  "stager_back_firstName" boolean;
  "stager_back_lastName" boolean;
  "stager_back_street" boolean;
  "stager_back_city" boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    "stager_back_firstName" := NEW."name" IS NOT NULL;
    IF "stager_back_firstName" THEN NEW."firstName" := NULL; END IF;
    "stager_back_lastName" := NEW."name" IS NOT NULL;
    IF "stager_back_lastName" THEN NEW."lastName" := NULL; END IF;
    "stager_back_street" := NEW."address" IS NOT NULL;
    IF "stager_back_street" THEN NEW."street" := NULL; END IF;
    "stager_back_city" := NEW."address" IS NOT NULL;
    IF "stager_back_city" THEN NEW."city" := NULL; END IF;
    IF (NOT "stager_back_lastName" AND NEW."lastName" IS NOT NULL) OR (NOT "stager_back_street" AND NEW."street" IS NOT NULL) OR (NOT "stager_back_city" AND NEW."city" IS NOT NULL) THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Person_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."name" IS NULL THEN BEGIN NEW."name" := trim(NEW."firstName" || ' ' || NEW."lastName"); EXCEPTION WHEN OTHERS THEN NEW."name" := NULL; END; END IF;
    IF "stager_back_firstName" THEN NEW."firstName" := split_part(NEW.name, ' ', 1); END IF;
    IF "stager_back_lastName" THEN NEW."lastName" := substr(NEW.name, length(split_part(NEW.name, ' ', 1)) + 2); END IF;
    IF "stager_back_street" THEN NEW."street" := split_part(NEW.address, ', ', 1); END IF;
    IF "stager_back_city" THEN NEW."city" := nullif(split_part(NEW.address, ', ', 2), ''); END IF;
  ELSE
    "stager_back_firstName" := (NEW."name" IS DISTINCT FROM OLD."name" COLLATE "C") AND NOT (NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on';
    "stager_back_lastName" := (NEW."name" IS DISTINCT FROM OLD."name" COLLATE "C") AND NOT (NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C" OR NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on';
    "stager_back_street" := (NEW."address" IS DISTINCT FROM OLD."address" COLLATE "C") AND NOT (NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C" OR NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on';
    "stager_back_city" := (NEW."address" IS DISTINCT FROM OLD."address" COLLATE "C") AND NOT (NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C" OR NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on';
    IF (NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") OR (NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C" OR NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C") OR (NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C" OR NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C") OR (NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C" OR NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C") THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Person_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."name" IS NULL OR ((NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") AND NOT (NEW."name" IS DISTINCT FROM OLD."name" COLLATE "C")) THEN BEGIN NEW."name" := trim(NEW."firstName" || ' ' || NEW."lastName"); EXCEPTION WHEN OTHERS THEN NEW."name" := NULL; END; END IF;
    IF "stager_back_firstName" THEN
      IF NEW."name" IS NULL AND OLD."name" IS NULL THEN NEW."name" := trim(NEW."firstName" || ' ' || NEW."lastName"); END IF;
      NEW."firstName" := split_part(NEW.name, ' ', 1);
    ELSIF NEW."firstName" IS NULL THEN NEW."firstName" := split_part(NEW.name, ' ', 1);
    END IF;
    IF "stager_back_lastName" THEN
      IF NEW."name" IS NULL AND OLD."name" IS NULL THEN NEW."name" := trim(NEW."firstName" || ' ' || NEW."lastName"); END IF;
      NEW."lastName" := substr(NEW.name, length(split_part(NEW.name, ' ', 1)) + 2);
    ELSIF NEW."lastName" IS NULL THEN NEW."lastName" := substr(NEW.name, length(split_part(NEW.name, ' ', 1)) + 2);
    END IF;
    IF "stager_back_street" THEN
      NEW."street" := split_part(NEW.address, ', ', 1);
    END IF;
    IF "stager_back_city" THEN
      NEW."city" := nullif(split_part(NEW.address, ', ', 2), '');
    END IF;
    IF (NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C" OR NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C") AND NOT (NEW."address" IS DISTINCT FROM OLD."address" COLLATE "C") THEN NEW."address" := NULL; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Person" BEFORE INSERT ON "Person" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Person"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Person_update" BEFORE UPDATE ON "Person" FOR EACH ROW WHEN ((NEW."name" IS NULL) OR ((NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") AND NOT (NEW."name" IS DISTINCT FROM OLD."name" COLLATE "C")) OR ((NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C" OR NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C") AND NOT (NEW."address" IS DISTINCT FROM OLD."address" COLLATE "C")) OR ((NEW."name" IS DISTINCT FROM OLD."name" COLLATE "C") AND NOT (NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C" OR NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."firstName" IS NULL) OR ((NEW."name" IS DISTINCT FROM OLD."name" COLLATE "C") AND NOT (NEW."lastName" IS DISTINCT FROM OLD."lastName" COLLATE "C" OR NEW."firstName" IS DISTINCT FROM OLD."firstName" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."lastName" IS NULL) OR ((NEW."address" IS DISTINCT FROM OLD."address" COLLATE "C") AND NOT (NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C" OR NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR ((NEW."address" IS DISTINCT FROM OLD."address" COLLATE "C") AND NOT (NEW."city" IS DISTINCT FROM OLD."city" COLLATE "C" OR NEW."street" IS DISTINCT FROM OLD."street" COLLATE "C") AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on')) EXECUTE FUNCTION "stager_20260101000000_Person"();
COMMIT;
