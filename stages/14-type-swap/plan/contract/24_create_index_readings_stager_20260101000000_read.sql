-- build unique index stager_20260101000000_readings_sensorId_code_key on readings
-- Lock: SHARE UPDATE EXCLUSIVE on readings
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_readings_sensorId_code_key" ON "readings"("sensorId", "code_stager");
