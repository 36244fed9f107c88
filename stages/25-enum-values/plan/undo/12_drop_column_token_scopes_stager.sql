-- drop auth.Token.scopes_stager again
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "auth"."Token" DROP COLUMN IF EXISTS "scopes_stager";
COMMIT;
