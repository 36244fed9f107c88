-- drop Note.userId_stager again
-- Lock: ACCESS EXCLUSIVE on Note
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Note" DROP COLUMN IF EXISTS "userId_stager";
COMMIT;
