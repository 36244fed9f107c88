-- prove that no row has NULL in Label.tenancyId
-- Lock: SHARE UPDATE EXCLUSIVE on Label
ALTER TABLE "Label" VALIDATE CONSTRAINT "stager_20260101000000_Label_tenancyId_nn";
