-- prove that no row has NULL in Note.postId_stager
-- Lock: SHARE UPDATE EXCLUSIVE on Note
ALTER TABLE "Note" VALIDATE CONSTRAINT "stager_20260101000000_Note_postId_stager_nn";
