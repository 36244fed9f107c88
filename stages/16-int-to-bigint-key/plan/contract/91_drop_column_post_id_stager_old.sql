-- drop the INTEGER that Post.id was
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" DROP COLUMN IF EXISTS "id_stager_old";
COMMIT;
