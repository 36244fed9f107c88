-- drop the dual-write trigger of Post
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Post" ON "Post";
DROP TRIGGER IF EXISTS "stager_20260101000000_Post_update" ON "Post";
DROP FUNCTION IF EXISTS "stager_20260101000000_Post"();
COMMIT;
