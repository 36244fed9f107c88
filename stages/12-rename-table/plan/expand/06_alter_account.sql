-- add Account.domain as optional
-- Account.legacy takes NULL, since the new application no longer writes it
-- keep old and new columns of Account in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Account
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Account" ADD COLUMN IF NOT EXISTS "domain" TEXT;
ALTER TABLE "Account" ALTER COLUMN "legacy" DROP NOT NULL;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Account"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."domain" IS NULL THEN BEGIN NEW."domain" := split_part(NEW.email, '@', 2); EXCEPTION WHEN OTHERS THEN NEW."domain" := NULL; END; END IF;
    IF NEW."legacy" IS NULL THEN NEW."legacy" := 'gone'; END IF;
  ELSE
    IF NEW."domain" IS NULL OR ((NEW."email" IS DISTINCT FROM OLD."email" COLLATE "C") AND NOT (NEW."domain" IS DISTINCT FROM OLD."domain" COLLATE "C")) THEN BEGIN NEW."domain" := split_part(NEW.email, '@', 2); EXCEPTION WHEN OTHERS THEN NEW."domain" := NULL; END; END IF;
    IF NEW."legacy" IS NULL THEN NEW."legacy" := 'gone'; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Account" BEFORE INSERT ON "Account" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Account"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Account_update" BEFORE UPDATE ON "Account" FOR EACH ROW WHEN ((NEW."domain" IS NULL) OR ((NEW."email" IS DISTINCT FROM OLD."email" COLLATE "C") AND NOT (NEW."domain" IS DISTINCT FROM OLD."domain" COLLATE "C")) OR (NEW."legacy" IS NULL)) EXECUTE FUNCTION "stager_20260101000000_Account"();
COMMIT;
