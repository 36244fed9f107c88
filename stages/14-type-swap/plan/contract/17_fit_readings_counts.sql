-- prove that every value of readings.counts fits into BIGINT[]
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ALTER TABLE "readings" VALIDATE CONSTRAINT "stager_20260101000000_readings_counts_fit";
