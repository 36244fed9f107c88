-- prove that no row has NULL in readings.payload_stager
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ALTER TABLE "readings" VALIDATE CONSTRAINT "stager_20260101000000_readings_payload_stager_nn";
