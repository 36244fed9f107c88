-- the trigger of Person no longer marks rows as pending: the old application is gone
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
  END IF;
  RETURN NEW;
END $stager$;
