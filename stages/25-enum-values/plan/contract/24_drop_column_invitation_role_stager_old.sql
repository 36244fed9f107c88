-- drop the "Role" that Invitation.role was
-- Lock: ACCESS EXCLUSIVE on Invitation
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invitation" DROP COLUMN IF EXISTS "role_stager_old";
COMMIT;
