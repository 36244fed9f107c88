-- add role_stager beside User.role: its value as "Role"
-- add second_stager beside User.second: its value as "Role"
-- add likes_stager beside User.likes: its value as "Shade"[]
-- set the default of User.role
-- keep old and new columns of User in step by a trigger
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "role_stager" "Role_stager";
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "second_stager" "Role_stager";
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "likes_stager" "Shade_stager"[];
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'MEMBER';
CREATE OR REPLACE FUNCTION "stager_20260101000000_User"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."role_stager" := ((CASE NEW."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE NEW."role"::text END)::"Role_stager");
    NEW."second_stager" := ((CASE NEW."second"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE NEW."second"::text END)::"Role_stager");
    NEW."likes_stager" := (array_replace(NEW."likes"::text[], 'infra-red', 'RED')::"Shade_stager"[]);
  ELSE
    IF NEW."role" IS DISTINCT FROM OLD."role" THEN NEW."role_stager" := ((CASE NEW."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE NEW."role"::text END)::"Role_stager");
    END IF;
    IF NEW."second" IS DISTINCT FROM OLD."second" THEN NEW."second_stager" := ((CASE NEW."second"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE NEW."second"::text END)::"Role_stager");
    END IF;
    IF NEW."likes" IS DISTINCT FROM OLD."likes" THEN NEW."likes_stager" := (array_replace(NEW."likes"::text[], 'infra-red', 'RED')::"Shade_stager"[]);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_User" BEFORE INSERT OR UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_User"();
COMMIT;
