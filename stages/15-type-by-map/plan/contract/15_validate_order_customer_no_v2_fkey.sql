-- prove the foreign key Order (customerNo_v2) -> Customer
-- Lock: SHARE UPDATE EXCLUSIVE on Order
-- Lock: ROW SHARE on Customer
ALTER TABLE "Order" VALIDATE CONSTRAINT "Order_customerNo_v2_fkey";
