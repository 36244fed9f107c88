-- prove that no row has NULL in Order.customerNo_v2
-- Lock: SHARE UPDATE EXCLUSIVE on Order
ALTER TABLE "Order" VALIDATE CONSTRAINT "stager_20260101000000_Order_customerNo_v2_nn";
