-- drop foreign key Label_postId_fkey of Label
-- Lock: ACCESS EXCLUSIVE on Label
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Label" DROP CONSTRAINT IF EXISTS "Label_postId_fkey";
COMMIT;
