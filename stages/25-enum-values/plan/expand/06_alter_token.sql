-- add scope_stager beside auth.Token.scope: its value as "auth"."Role"
-- add scopes_stager beside auth.Token.scopes: its value as "auth"."Role"[]
-- keep old and new columns of auth.Token in step by a trigger
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "auth"."Token" ADD COLUMN IF NOT EXISTS "scope_stager" "auth"."Role_stager";
ALTER TABLE "auth"."Token" ADD COLUMN IF NOT EXISTS "scopes_stager" "auth"."Role_stager"[];
CREATE OR REPLACE FUNCTION "auth"."stager_20260101000000_Token"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."scope_stager" := ((CASE NEW."scope"::text WHEN 'ALL' THEN 'read & write' ELSE NEW."scope"::text END)::"auth"."Role_stager");
    NEW."scopes_stager" := (array_replace(NEW."scopes"::text[], 'ALL', 'read & write')::"auth"."Role_stager"[]);
  ELSE
    IF NEW."scope" IS DISTINCT FROM OLD."scope" THEN NEW."scope_stager" := ((CASE NEW."scope"::text WHEN 'ALL' THEN 'read & write' ELSE NEW."scope"::text END)::"auth"."Role_stager");
    END IF;
    IF NEW."scopes" IS DISTINCT FROM OLD."scopes" THEN NEW."scopes_stager" := (array_replace(NEW."scopes"::text[], 'ALL', 'read & write')::"auth"."Role_stager"[]);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Token" BEFORE INSERT OR UPDATE ON "auth"."Token" FOR EACH ROW EXECUTE FUNCTION "auth"."stager_20260101000000_Token"();
COMMIT;
