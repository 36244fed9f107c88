-- add Person.domain as optional
-- add Person.label
-- keep old and new columns of Person in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" ADD COLUMN IF NOT EXISTS "domain" TEXT;
ALTER TABLE "Person" ADD COLUMN IF NOT EXISTS "label" TEXT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Person"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."domain" IS NULL THEN BEGIN NEW."domain" := lower(split_part(NEW.email, '@', 2)); EXCEPTION WHEN OTHERS THEN NEW."domain" := NULL; END; END IF;
    IF NEW."label" IS NULL THEN BEGIN NEW."label" := left(NEW.first, 1) || '. ' || NEW.last; EXCEPTION WHEN OTHERS THEN NEW."label" := NULL; END; END IF;
  ELSE
    IF NEW."domain" IS NULL OR ((NEW."email" IS DISTINCT FROM OLD."email" COLLATE "C") AND NOT (NEW."domain" IS DISTINCT FROM OLD."domain" COLLATE "C")) THEN BEGIN NEW."domain" := lower(split_part(NEW.email, '@', 2)); EXCEPTION WHEN OTHERS THEN NEW."domain" := NULL; END; END IF;
    IF ((NEW."first" IS DISTINCT FROM OLD."first" COLLATE "C" OR NEW."last" IS DISTINCT FROM OLD."last" COLLATE "C") AND NOT (NEW."label" IS DISTINCT FROM OLD."label" COLLATE "C")) THEN BEGIN NEW."label" := left(NEW.first, 1) || '. ' || NEW.last; EXCEPTION WHEN OTHERS THEN NEW."label" := NULL; END; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Person" BEFORE INSERT ON "Person" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Person"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Person_update" BEFORE UPDATE ON "Person" FOR EACH ROW WHEN ((NEW."domain" IS NULL) OR ((NEW."email" IS DISTINCT FROM OLD."email" COLLATE "C") AND NOT (NEW."domain" IS DISTINCT FROM OLD."domain" COLLATE "C")) OR ((NEW."first" IS DISTINCT FROM OLD."first" COLLATE "C" OR NEW."last" IS DISTINCT FROM OLD."last" COLLATE "C") AND NOT (NEW."label" IS DISTINCT FROM OLD."label" COLLATE "C"))) EXECUTE FUNCTION "stager_20260101000000_Person"();
COMMIT;
