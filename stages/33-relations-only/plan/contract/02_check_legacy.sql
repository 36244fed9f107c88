-- new rows of Legacy need token
-- Lock: ACCESS EXCLUSIVE on Legacy
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Legacy" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Legacy_token_nn";
ALTER TABLE "Legacy" ADD CONSTRAINT "stager_20260101000000_Legacy_token_nn" CHECK ("token" IS NOT NULL) NOT VALID;
COMMIT;
