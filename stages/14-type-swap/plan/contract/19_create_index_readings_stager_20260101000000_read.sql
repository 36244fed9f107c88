-- build unique index stager_20260101000000_readings_offset_by_key on readings
-- Lock: SHARE UPDATE EXCLUSIVE on readings
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_readings_offset_by_key" ON "readings"("offset_by_stager");
