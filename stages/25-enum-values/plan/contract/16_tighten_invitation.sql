-- Invitation.role_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Invitation
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invitation" ALTER COLUMN "role_stager" SET NOT NULL;
ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Invitation_role_stager_nn";
COMMIT;
