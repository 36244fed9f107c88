-- prove that every value of readings.settings fits into JSONB
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ALTER TABLE "readings" VALIDATE CONSTRAINT "stager_20260101000000_readings_settings_fit";
