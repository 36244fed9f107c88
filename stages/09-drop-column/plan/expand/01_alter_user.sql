-- User.nickname takes NULL, since the new application no longer writes it
-- User.legacyId takes NULL, since the new application no longer writes it
-- keep old and new columns of User in step by a trigger
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ALTER COLUMN "nickname" DROP NOT NULL;
ALTER TABLE "User" ALTER COLUMN "legacyId" DROP NOT NULL;
CREATE OR REPLACE FUNCTION "stager_20260101000000_User"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."nickname" IS NULL THEN NEW."nickname" := NEW.email; END IF;
    IF NEW."legacyId" IS NULL THEN NEW."legacyId" := -NEW.id; END IF;
  ELSE
    IF NEW."nickname" IS NULL THEN NEW."nickname" := NEW.email; END IF;
    IF NEW."legacyId" IS NULL THEN NEW."legacyId" := -NEW.id; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_update" BEFORE UPDATE ON "User" FOR EACH ROW WHEN ((NEW."nickname" IS NULL) OR (NEW."legacyId" IS NULL)) EXECUTE FUNCTION "stager_20260101000000_User"();
COMMIT;
