-- build index stager_20260101000000_readings_takenAt_total_idx on readings
-- Lock: SHARE UPDATE EXCLUSIVE on readings
CREATE INDEX CONCURRENTLY "stager_20260101000000_readings_takenAt_total_idx" ON "readings"("takenAt_stager" DESC, "total_stager");
