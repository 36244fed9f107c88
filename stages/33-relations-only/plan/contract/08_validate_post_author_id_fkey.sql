-- prove the foreign key Post (authorId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Post
ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";
