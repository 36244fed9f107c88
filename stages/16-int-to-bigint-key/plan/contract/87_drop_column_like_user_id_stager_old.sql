-- drop the INTEGER that Like.userId was
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Like" DROP COLUMN IF EXISTS "userId_stager_old";
COMMIT;
