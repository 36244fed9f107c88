-- build unique index stager_20260101000000__Related_AB_pkey on _Related
-- Lock: SHARE UPDATE EXCLUSIVE on _Related
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000__Related_AB_pkey" ON "_Related"("A_stager", "B_stager");
