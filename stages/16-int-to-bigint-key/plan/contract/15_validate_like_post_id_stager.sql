-- prove that no row has NULL in Like.postId_stager
-- Lock: SHARE UPDATE EXCLUSIVE on Like
ALTER TABLE "Like" VALIDATE CONSTRAINT "stager_20260101000000_Like_postId_stager_nn";
