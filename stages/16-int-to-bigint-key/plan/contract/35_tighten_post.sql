-- Post.id_stager becomes NOT NULL
-- Post.authorId_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" ALTER COLUMN "id_stager" SET NOT NULL;
ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_id_stager_nn";
ALTER TABLE "Post" ALTER COLUMN "authorId_stager" SET NOT NULL;
ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_authorId_stager_nn";
COMMIT;
