-- prove that no row has NULL in Legacy.token
-- Lock: SHARE UPDATE EXCLUSIVE on Legacy
ALTER TABLE "Legacy" VALIDATE CONSTRAINT "stager_20260101000000_Legacy_token_nn";
