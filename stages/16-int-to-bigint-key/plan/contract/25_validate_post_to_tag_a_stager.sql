-- prove that no row has NULL in _PostToTag.A_stager
-- Lock: SHARE UPDATE EXCLUSIVE on _PostToTag
ALTER TABLE "_PostToTag" VALIDATE CONSTRAINT "stager_20260101000000__PostToTag_A_stager_nn";
