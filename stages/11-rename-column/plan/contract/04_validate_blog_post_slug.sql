-- prove that no row has NULL in BlogPost.slug
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
ALTER TABLE "BlogPost" VALIDATE CONSTRAINT "stager_20260101000000_BlogPost_slug_nn";
