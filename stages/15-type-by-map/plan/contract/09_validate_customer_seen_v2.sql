-- prove that no row has NULL in Customer.seen_v2
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
ALTER TABLE "Customer" VALIDATE CONSTRAINT "stager_20260101000000_Customer_seen_v2_nn";
