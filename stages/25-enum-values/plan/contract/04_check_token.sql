-- new rows of auth.Token need scope_stager
-- new values of auth.Token.scopes fit into "auth"."Role"[]
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "auth"."Token" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Token_scope_stager_nn";
ALTER TABLE "auth"."Token" ADD CONSTRAINT "stager_20260101000000_Token_scope_stager_nn" CHECK ("scope_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "auth"."Token" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Token_scopes_fit";
ALTER TABLE "auth"."Token" ADD CONSTRAINT "stager_20260101000000_Token_scopes_fit" CHECK ("scopes" IS NULL OR "scopes_stager" IS NOT NULL) NOT VALID;
COMMIT;
