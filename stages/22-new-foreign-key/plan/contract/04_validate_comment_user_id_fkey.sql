-- prove the foreign key Comment (userId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Comment
-- Lock: ROW SHARE on User
ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_userId_fkey";
