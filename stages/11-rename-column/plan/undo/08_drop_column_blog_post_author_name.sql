-- drop BlogPost.authorName again
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" DROP COLUMN IF EXISTS "authorName";
COMMIT;
