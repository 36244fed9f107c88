-- build index stager_20260101000000__Related_B_index on _Related
-- Lock: SHARE UPDATE EXCLUSIVE on _Related
CREATE INDEX CONCURRENTLY "stager_20260101000000__Related_B_index" ON "_Related"("B_stager");
