-- prove the foreign key Note (userId_stager, postId_stager) -> Like
-- Lock: SHARE UPDATE EXCLUSIVE on Note
-- Lock: ROW SHARE on Like
ALTER TABLE "Note" VALIDATE CONSTRAINT "stager_20260101000000_Note_Note_userId_postId_fkey";
