-- new rows of Post need id_stager
-- new rows of Post need authorId_stager
-- new values of Post.reviewerId fit into BIGINT
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_id_stager_nn";
ALTER TABLE "Post" ADD CONSTRAINT "stager_20260101000000_Post_id_stager_nn" CHECK ("id_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_authorId_stager_nn";
ALTER TABLE "Post" ADD CONSTRAINT "stager_20260101000000_Post_authorId_stager_nn" CHECK ("authorId_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_reviewerId_fit";
ALTER TABLE "Post" ADD CONSTRAINT "stager_20260101000000_Post_reviewerId_fit" CHECK ("reviewerId" IS NULL OR "reviewerId_stager" IS NOT NULL) NOT VALID;
COMMIT;
