-- prove that no row has NULL in _Related.A_stager
-- Lock: SHARE UPDATE EXCLUSIVE on _Related
ALTER TABLE "_Related" VALIDATE CONSTRAINT "stager_20260101000000__Related_A_stager_nn";
