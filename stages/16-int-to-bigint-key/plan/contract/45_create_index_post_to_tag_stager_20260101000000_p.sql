-- build unique index stager_20260101000000__PostToTag_AB_pkey on _PostToTag
-- Lock: SHARE UPDATE EXCLUSIVE on _PostToTag
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000__PostToTag_AB_pkey" ON "_PostToTag"("A_stager", "B");
