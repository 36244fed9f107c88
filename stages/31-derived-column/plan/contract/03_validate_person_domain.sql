-- prove that no row has NULL in Person.domain
-- Lock: SHARE UPDATE EXCLUSIVE on Person
ALTER TABLE "Person" VALIDATE CONSTRAINT "stager_20260101000000_Person_domain_nn";
