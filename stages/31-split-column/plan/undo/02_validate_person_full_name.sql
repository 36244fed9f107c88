-- prove that no row has NULL in Person.full name
-- Lock: SHARE UPDATE EXCLUSIVE on Person
ALTER TABLE "Person" VALIDATE CONSTRAINT "stager_20260101000000_Person_full name_nn";
