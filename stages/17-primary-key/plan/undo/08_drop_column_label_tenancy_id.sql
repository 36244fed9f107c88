-- drop Label.tenancyId again
-- Lock: ACCESS EXCLUSIVE on Label
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Label" DROP COLUMN IF EXISTS "tenancyId";
COMMIT;
