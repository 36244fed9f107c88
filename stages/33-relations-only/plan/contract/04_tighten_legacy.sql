-- Legacy.token becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Legacy
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Legacy" ALTER COLUMN "token" SET NOT NULL;
ALTER TABLE "Legacy" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Legacy_token_nn";
COMMIT;
