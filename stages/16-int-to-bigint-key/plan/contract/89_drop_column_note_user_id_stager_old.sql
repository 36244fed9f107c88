-- drop the INTEGER that Note.userId was
-- Lock: ACCESS EXCLUSIVE on Note
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Note" DROP COLUMN IF EXISTS "userId_stager_old";
COMMIT;
