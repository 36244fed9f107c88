-- new rows of readings need total_stager
-- new values of readings.offset_by fit into INTEGER
-- new rows of readings need serial_stager
-- new rows of readings need level_stager
-- new rows of readings need price_stager
-- new rows of readings need code_stager
-- new rows of readings need token_stager
-- new values of readings.note fit into VARCHAR(40)
-- new rows of readings need takenAt_stager
-- new values of readings.reviewedAt fit into TIMESTAMP(3)
-- new rows of readings need day_stager
-- new rows of readings need payload_stager
-- new values of readings.settings fit into JSONB
-- new values of readings.counts fit into BIGINT[]
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_total_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_total_stager_nn" CHECK ("total_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_offset_by_fit";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_offset_by_fit" CHECK ("offset_by" IS NULL OR "offset_by_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_serial_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_serial_stager_nn" CHECK ("serial_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_level_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_level_stager_nn" CHECK ("level_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_price_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_price_stager_nn" CHECK ("price_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_code_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_code_stager_nn" CHECK ("code_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_token_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_token_stager_nn" CHECK ("token_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_note_fit";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_note_fit" CHECK (NOT "stager_20260101000000_readings_note_stager_up_fails"("note")) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_takenAt_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_takenAt_stager_nn" CHECK ("takenAt_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_reviewedAt_fit";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_reviewedAt_fit" CHECK ("reviewedAt" IS NULL OR "reviewedAt_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_day_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_day_stager_nn" CHECK ("day_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_payload_stager_nn";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_payload_stager_nn" CHECK ("payload_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_settings_fit";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_settings_fit" CHECK ("settings" IS NULL OR "settings_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_counts_fit";
ALTER TABLE "readings" ADD CONSTRAINT "stager_20260101000000_readings_counts_fit" CHECK ("counts" IS NULL OR "counts_stager" IS NOT NULL) NOT VALID;
COMMIT;
