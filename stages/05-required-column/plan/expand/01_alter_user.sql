-- add User.domain as optional
-- keep old and new columns of User in step by a trigger
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "domain" TEXT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_User"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."domain" IS NULL THEN BEGIN NEW."domain" := split_part(NEW.email, '@', 2); EXCEPTION WHEN OTHERS THEN NEW."domain" := NULL; END; END IF;
  ELSE
    IF NEW."domain" IS NULL OR ((NEW."email" IS DISTINCT FROM OLD."email" COLLATE "C") AND NOT (NEW."domain" IS DISTINCT FROM OLD."domain" COLLATE "C")) THEN BEGIN NEW."domain" := split_part(NEW.email, '@', 2); EXCEPTION WHEN OTHERS THEN NEW."domain" := NULL; END; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_update" BEFORE UPDATE ON "User" FOR EACH ROW WHEN ((NEW."domain" IS NULL) OR ((NEW."email" IS DISTINCT FROM OLD."email" COLLATE "C") AND NOT (NEW."domain" IS DISTINCT FROM OLD."domain" COLLATE "C"))) EXECUTE FUNCTION "stager_20260101000000_User"();
COMMIT;
