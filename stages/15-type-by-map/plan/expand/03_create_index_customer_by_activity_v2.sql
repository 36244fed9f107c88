-- build index by activity_v2 on Customer
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
CREATE INDEX CONCURRENTLY "by activity_v2" ON "Customer"("active_v2", "age_v2");
