-- readings.total_stager becomes NOT NULL
-- readings.serial_stager becomes NOT NULL
-- readings.level_stager becomes NOT NULL
-- readings.price_stager becomes NOT NULL
-- readings.code_stager becomes NOT NULL
-- readings.token_stager becomes NOT NULL
-- readings.takenAt_stager becomes NOT NULL
-- readings.day_stager becomes NOT NULL
-- readings.payload_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" ALTER COLUMN "total_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_total_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "serial_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_serial_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "level_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_level_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "price_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_price_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "code_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_code_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "token_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_token_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "takenAt_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_takenAt_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "day_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_day_stager_nn";
ALTER TABLE "readings" ALTER COLUMN "payload_stager" SET NOT NULL;
ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_payload_stager_nn";
COMMIT;
