-- prove the foreign key _PostToTag (A_stager) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on _PostToTag
-- Lock: ROW SHARE on Post
ALTER TABLE "_PostToTag" VALIDATE CONSTRAINT "stager_20260101000000__PostToTag__PostToTag_A_fkey";
