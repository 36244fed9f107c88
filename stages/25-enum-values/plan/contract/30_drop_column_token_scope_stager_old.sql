-- drop the "auth"."Role" that auth.Token.scope was
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "auth"."Token" DROP COLUMN IF EXISTS "scope_stager_old";
COMMIT;
