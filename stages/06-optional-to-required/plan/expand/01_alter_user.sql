-- keep old and new columns of User in step by a trigger
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_User"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."name" IS NULL THEN BEGIN NEW."name" := split_part(NEW.email, '@', 1); EXCEPTION WHEN OTHERS THEN NEW."name" := NULL; END; END IF;
  ELSE
    IF NEW."name" IS NULL THEN BEGIN NEW."name" := split_part(NEW.email, '@', 1); EXCEPTION WHEN OTHERS THEN NEW."name" := NULL; END; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_User_update" BEFORE UPDATE ON "User" FOR EACH ROW WHEN ((NEW."name" IS NULL)) EXECUTE FUNCTION "stager_20260101000000_User"();
COMMIT;
