-- prove the foreign key Comment (userId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Comment
-- Lock: ROW SHARE on User
ALTER TABLE "Comment" VALIDATE CONSTRAINT "stager_20260101000000_Comment_userId_fkey";
