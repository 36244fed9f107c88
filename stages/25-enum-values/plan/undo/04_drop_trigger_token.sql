-- drop the dual-write trigger of auth.Token
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Token" ON "auth"."Token";
DROP FUNCTION IF EXISTS "auth"."stager_20260101000000_Token"();
COMMIT;
