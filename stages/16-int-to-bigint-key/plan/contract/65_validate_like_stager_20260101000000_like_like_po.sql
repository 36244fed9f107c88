-- prove the foreign key Like (postId_stager) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on Like
-- Lock: ROW SHARE on Post
ALTER TABLE "Like" VALIDATE CONSTRAINT "stager_20260101000000_Like_Like_postId_fkey";
