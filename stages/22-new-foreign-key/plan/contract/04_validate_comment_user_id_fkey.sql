-- prove the foreign key Comment (userId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Comment
ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_userId_fkey";
