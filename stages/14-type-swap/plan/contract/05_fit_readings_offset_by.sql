-- prove that every value of readings.offset_by fits into INTEGER
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ALTER TABLE "readings" VALIDATE CONSTRAINT "stager_20260101000000_readings_offset_by_fit";
