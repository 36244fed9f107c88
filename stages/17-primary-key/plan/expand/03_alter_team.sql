-- add Team.tenancyId
-- Lock: ACCESS EXCLUSIVE on Team
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Team" ADD COLUMN IF NOT EXISTS "tenancyId" INTEGER NOT NULL DEFAULT 1;
COMMIT;
