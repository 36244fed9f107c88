-- drop Invitation.colour_stager again
-- Lock: ACCESS EXCLUSIVE on Invitation
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invitation" DROP COLUMN IF EXISTS "colour_stager";
COMMIT;
