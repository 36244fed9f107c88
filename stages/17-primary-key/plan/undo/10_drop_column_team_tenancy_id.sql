-- drop Team.tenancyId again
-- Lock: ACCESS EXCLUSIVE on Team
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Team" DROP COLUMN IF EXISTS "tenancyId";
COMMIT;
