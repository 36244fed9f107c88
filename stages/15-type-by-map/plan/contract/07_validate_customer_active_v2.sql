-- prove that no row has NULL in Customer.active_v2
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
ALTER TABLE "Customer" VALIDATE CONSTRAINT "stager_20260101000000_Customer_active_v2_nn";
