-- prove the foreign key Like (userId_stager) -> users
-- Lock: SHARE UPDATE EXCLUSIVE on Like
-- Lock: ROW SHARE on users
ALTER TABLE "Like" VALIDATE CONSTRAINT "stager_20260101000000_Like_Like_userId_fkey";
