-- auth.Token.scope_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "auth"."Token" ALTER COLUMN "scope_stager" SET NOT NULL;
ALTER TABLE "auth"."Token" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Token_scope_stager_nn";
COMMIT;
