-- build unique index Customer_number_v2_key on Customer
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
CREATE UNIQUE INDEX CONCURRENTLY "Customer_number_v2_key" ON "Customer"("number_v2");
