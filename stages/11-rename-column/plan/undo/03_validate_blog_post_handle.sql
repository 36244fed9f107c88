-- prove that no row has NULL in BlogPost.handle
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
ALTER TABLE "BlogPost" VALIDATE CONSTRAINT "stager_20260101000000_BlogPost_handle_nn";
