-- add role_stager beside Invitation.role: its value as "Role"
-- add roles_stager beside Invitation.roles: its value as "Role"[]
-- add colour_stager beside Invitation.colour: its value as "Shade"
-- keep old and new columns of Invitation in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Invitation
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invitation" ADD COLUMN IF NOT EXISTS "role_stager" "Role_stager";
ALTER TABLE "Invitation" ADD COLUMN IF NOT EXISTS "roles_stager" "Role_stager"[];
ALTER TABLE "Invitation" ADD COLUMN IF NOT EXISTS "colour_stager" "Shade_stager";
CREATE OR REPLACE FUNCTION "stager_20260101000000_Invitation"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."role_stager" := ((CASE NEW."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE NEW."role"::text END)::"Role_stager");
    NEW."roles_stager" := (CASE WHEN NOT NEW."roles"::text[] && ARRAY['ROBOT'] THEN array_replace(array_replace(NEW."roles"::text[], 'OWNER', 'ADMIN'), 'guest (old)', 'MEMBER')::"Role_stager"[] END);
    NEW."colour_stager" := ((CASE NEW."colour"::text WHEN 'infra-red' THEN 'RED' ELSE NEW."colour"::text END)::"Shade_stager");
  ELSE
    IF NEW."role" IS DISTINCT FROM OLD."role" THEN NEW."role_stager" := ((CASE NEW."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE NEW."role"::text END)::"Role_stager");
    END IF;
    IF NEW."roles" IS DISTINCT FROM OLD."roles" THEN NEW."roles_stager" := (CASE WHEN NOT NEW."roles"::text[] && ARRAY['ROBOT'] THEN array_replace(array_replace(NEW."roles"::text[], 'OWNER', 'ADMIN'), 'guest (old)', 'MEMBER')::"Role_stager"[] END);
    END IF;
    IF NEW."colour" IS DISTINCT FROM OLD."colour" THEN NEW."colour_stager" := ((CASE NEW."colour"::text WHEN 'infra-red' THEN 'RED' ELSE NEW."colour"::text END)::"Shade_stager");
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Invitation" BEFORE INSERT OR UPDATE ON "Invitation" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Invitation"();
COMMIT;
