-- build unique index Line_number_key on Line
-- Lock: SHARE UPDATE EXCLUSIVE on Line
CREATE UNIQUE INDEX CONCURRENTLY "Line_number_key" ON "Line"("number");
