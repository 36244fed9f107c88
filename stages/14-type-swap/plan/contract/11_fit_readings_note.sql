-- prove that every value of readings.note fits into VARCHAR(40)
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ALTER TABLE "readings" VALIDATE CONSTRAINT "stager_20260101000000_readings_note_fit";
