-- prove that no row has NULL in Customer.number_v2
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
ALTER TABLE "Customer" VALIDATE CONSTRAINT "stager_20260101000000_Customer_number_v2_nn";
