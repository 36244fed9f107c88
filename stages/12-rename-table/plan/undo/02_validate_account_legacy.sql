-- prove that no row has NULL in Account.legacy
-- Lock: SHARE UPDATE EXCLUSIVE on Account
ALTER TABLE "Account" VALIDATE CONSTRAINT "stager_20260101000000_Account_legacy_nn";
