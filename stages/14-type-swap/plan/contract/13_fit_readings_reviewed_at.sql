-- prove that every value of readings.reviewedAt fits into TIMESTAMP(3)
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ALTER TABLE "readings" VALIDATE CONSTRAINT "stager_20260101000000_readings_reviewedAt_fit";
