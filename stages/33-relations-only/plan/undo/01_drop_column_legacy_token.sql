-- drop Legacy.token again
-- Lock: ACCESS EXCLUSIVE on Legacy
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Legacy" DROP COLUMN IF EXISTS "token";
COMMIT;
