-- add total_stager beside readings.total: its value as BIGINT
-- add offset_by_stager beside readings.offset_by: its value as INTEGER
-- add serial_stager beside readings.serial: its value as BIGINT
-- add level_stager beside readings.level: its value as DECIMAL(10,2)
-- add price_stager beside readings.price: its value as DOUBLE PRECISION
-- add code_stager beside readings.code: its value as VARCHAR(40)
-- add token_stager beside readings.token: its value as UUID
-- add note_stager beside readings.note: its value as VARCHAR(40)
-- add takenAt_stager beside readings.takenAt: its value as TIMESTAMPTZ(3)
-- add reviewedAt_stager beside readings.reviewedAt: its value as TIMESTAMP(3)
-- add day_stager beside readings.day: its value as DATE
-- add payload_stager beside readings.payload: its value as JSONB
-- add settings_stager beside readings.settings: its value as JSONB
-- add counts_stager beside readings.counts: its value as BIGINT[]
-- keep old and new columns of readings in step by a trigger
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "total_stager" BIGINT;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "offset_by_stager" INTEGER;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "serial_stager" BIGINT;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "level_stager" DECIMAL(10,2);
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_level_stager_up"("level" DOUBLE PRECISION) RETURNS DECIMAL(10,2) LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value DECIMAL(10,2);
BEGIN
  stager_value := round("level"::numeric, 2);
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_level_stager_up_fails"("level" DOUBLE PRECISION) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value DECIMAL(10,2);
BEGIN
  stager_value := round("level"::numeric, 2);
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "price_stager" DOUBLE PRECISION;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "code_stager" VARCHAR(40);
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "token_stager" UUID;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_token_stager_up"("token" TEXT) RETURNS UUID LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value UUID;
BEGIN
  stager_value := "token"::UUID;
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_token_stager_up_fails"("token" TEXT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value UUID;
BEGIN
  stager_value := "token"::UUID;
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "note_stager" VARCHAR(40);
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_note_stager_up"("note" TEXT) RETURNS VARCHAR(40) LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value VARCHAR(40);
BEGIN
  stager_value := left("note", 40);
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_note_stager_up_fails"("note" TEXT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value VARCHAR(40);
BEGIN
  stager_value := left("note", 40);
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "takenAt_stager" TIMESTAMPTZ(3);
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "reviewedAt_stager" TIMESTAMP(3);
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "day_stager" DATE;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "payload_stager" JSONB;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_payload_stager_up"("payload" JSON) RETURNS JSONB LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value JSONB;
BEGIN
  stager_value := "payload"::JSONB;
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_payload_stager_up_fails"("payload" JSON) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value JSONB;
BEGIN
  stager_value := "payload"::JSONB;
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "settings_stager" JSONB;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_settings_stager_up"("settings" TEXT) RETURNS JSONB LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value JSONB;
BEGIN
  stager_value := "settings"::JSONB;
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings_settings_stager_up_fails"("settings" TEXT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value JSONB;
BEGIN
  stager_value := "settings"::JSONB;
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "readings" ADD COLUMN IF NOT EXISTS "counts_stager" BIGINT[];
CREATE OR REPLACE FUNCTION "stager_20260101000000_readings"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."total_stager" := (NEW."total"::BIGINT);
    NEW."offset_by_stager" := (CASE WHEN NEW."offset_by" BETWEEN -2147483648 AND 2147483647 THEN NEW."offset_by"::INTEGER END);
    NEW."serial_stager" := (NEW."serial"::BIGINT);
    NEW."level_stager" := "stager_20260101000000_readings_level_stager_up"(NEW."level");
    NEW."price_stager" := (NEW."price"::DOUBLE PRECISION);
    NEW."code_stager" := (CASE WHEN length(NEW."code"::TEXT) <= 40 THEN NEW."code"::VARCHAR(40) END);
    NEW."token_stager" := "stager_20260101000000_readings_token_stager_up"(NEW."token");
    NEW."note_stager" := "stager_20260101000000_readings_note_stager_up"(NEW."note");
    NEW."takenAt_stager" := ((NEW."takenAt" AT TIME ZONE 'UTC')::TIMESTAMPTZ(3));
    NEW."reviewedAt_stager" := ((NEW."reviewedAt" AT TIME ZONE 'UTC')::TIMESTAMP(3));
    NEW."day_stager" := (NEW."day"::DATE);
    NEW."payload_stager" := "stager_20260101000000_readings_payload_stager_up"(NEW."payload");
    NEW."settings_stager" := "stager_20260101000000_readings_settings_stager_up"(NEW."settings");
    NEW."counts_stager" := (CASE WHEN NEW."counts" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest(NEW."counts") AS e(v) WHERE e.v IS NOT NULL AND e.v::BIGINT IS NULL) THEN ARRAY(SELECT e.v::BIGINT FROM unnest(NEW."counts") WITH ORDINALITY AS e(v, n) ORDER BY e.n)::BIGINT[] END);
  ELSE
    IF NEW."total" IS DISTINCT FROM OLD."total" THEN NEW."total_stager" := (NEW."total"::BIGINT);
    END IF;
    IF NEW."offset_by" IS DISTINCT FROM OLD."offset_by" THEN NEW."offset_by_stager" := (CASE WHEN NEW."offset_by" BETWEEN -2147483648 AND 2147483647 THEN NEW."offset_by"::INTEGER END);
    END IF;
    IF NEW."serial" IS DISTINCT FROM OLD."serial" THEN NEW."serial_stager" := (NEW."serial"::BIGINT);
    END IF;
    IF NEW."level" IS DISTINCT FROM OLD."level" THEN NEW."level_stager" := "stager_20260101000000_readings_level_stager_up"(NEW."level");
    END IF;
    IF NEW."price" IS DISTINCT FROM OLD."price" THEN NEW."price_stager" := (NEW."price"::DOUBLE PRECISION);
    END IF;
    IF NEW."code" IS DISTINCT FROM OLD."code" COLLATE "C" THEN NEW."code_stager" := (CASE WHEN length(NEW."code"::TEXT) <= 40 THEN NEW."code"::VARCHAR(40) END);
    END IF;
    IF NEW."token" IS DISTINCT FROM OLD."token" COLLATE "C" THEN NEW."token_stager" := "stager_20260101000000_readings_token_stager_up"(NEW."token");
    END IF;
    IF NEW."note" IS DISTINCT FROM OLD."note" COLLATE "C" THEN NEW."note_stager" := "stager_20260101000000_readings_note_stager_up"(NEW."note");
    END IF;
    IF NEW."takenAt" IS DISTINCT FROM OLD."takenAt" THEN NEW."takenAt_stager" := ((NEW."takenAt" AT TIME ZONE 'UTC')::TIMESTAMPTZ(3));
    END IF;
    IF NEW."reviewedAt" IS DISTINCT FROM OLD."reviewedAt" THEN NEW."reviewedAt_stager" := ((NEW."reviewedAt" AT TIME ZONE 'UTC')::TIMESTAMP(3));
    END IF;
    IF NEW."day" IS DISTINCT FROM OLD."day" THEN NEW."day_stager" := (NEW."day"::DATE);
    END IF;
    IF NEW."payload"::text IS DISTINCT FROM OLD."payload"::text COLLATE "C" THEN NEW."payload_stager" := "stager_20260101000000_readings_payload_stager_up"(NEW."payload");
    END IF;
    IF NEW."settings" IS DISTINCT FROM OLD."settings" COLLATE "C" THEN NEW."settings_stager" := "stager_20260101000000_readings_settings_stager_up"(NEW."settings");
    END IF;
    IF NEW."counts" IS DISTINCT FROM OLD."counts" THEN NEW."counts_stager" := (CASE WHEN NEW."counts" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest(NEW."counts") AS e(v) WHERE e.v IS NOT NULL AND e.v::BIGINT IS NULL) THEN ARRAY(SELECT e.v::BIGINT FROM unnest(NEW."counts") WITH ORDINALITY AS e(v, n) ORDER BY e.n)::BIGINT[] END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_readings" BEFORE INSERT OR UPDATE ON "readings" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_readings"();
COMMIT;
