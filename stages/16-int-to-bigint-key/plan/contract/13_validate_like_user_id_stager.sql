-- prove that no row has NULL in Like.userId_stager
-- Lock: SHARE UPDATE EXCLUSIVE on Like
ALTER TABLE "Like" VALIDATE CONSTRAINT "stager_20260101000000_Like_userId_stager_nn";
