-- build index stager_20260101000000_readings_code_idx on readings
-- Lock: SHARE UPDATE EXCLUSIVE on readings
CREATE INDEX CONCURRENTLY "stager_20260101000000_readings_code_idx" ON "readings" USING HASH ("code_stager");
