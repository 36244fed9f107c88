-- build index Order_customerNo_v2_idx on Order
-- Lock: SHARE UPDATE EXCLUSIVE on Order
CREATE INDEX CONCURRENTLY "Order_customerNo_v2_idx" ON "Order"("customerNo_v2");
