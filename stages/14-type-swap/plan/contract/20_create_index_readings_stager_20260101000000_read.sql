-- build unique index stager_20260101000000_readings_token_key on readings
-- Lock: SHARE UPDATE EXCLUSIVE on readings
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_readings_token_key" ON "readings"("token_stager");
