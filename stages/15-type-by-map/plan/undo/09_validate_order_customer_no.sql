-- prove that no row has NULL in Order.customerNo
-- Lock: SHARE UPDATE EXCLUSIVE on Order
ALTER TABLE "Order" VALIDATE CONSTRAINT "stager_20260101000000_Order_customerNo_nn";
