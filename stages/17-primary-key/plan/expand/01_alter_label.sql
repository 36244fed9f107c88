-- add Label.tenancyId as optional
-- keep old and new columns of Label in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Label
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Label" ADD COLUMN IF NOT EXISTS "tenancyId" INTEGER;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Label"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."tenancyId" IS NULL THEN NEW."tenancyId" := 1; END IF;
  ELSE
    IF NEW."tenancyId" IS NULL THEN NEW."tenancyId" := 1; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Label" BEFORE INSERT ON "Label" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Label"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Label_update" BEFORE UPDATE ON "Label" FOR EACH ROW WHEN ((NEW."tenancyId" IS NULL)) EXECUTE FUNCTION "stager_20260101000000_Label"();
COMMIT;
