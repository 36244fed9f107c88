-- Customer.number becomes NOT NULL
-- Customer.age becomes NOT NULL
-- Customer.role becomes NOT NULL
-- Customer.active becomes NOT NULL
-- Customer.bonus points becomes NOT NULL
-- Customer.seen becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Customer" ALTER COLUMN "number" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_number_nn";
ALTER TABLE "Customer" ALTER COLUMN "age" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_age_nn";
ALTER TABLE "Customer" ALTER COLUMN "role" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_role_nn";
ALTER TABLE "Customer" ALTER COLUMN "active" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_active_nn";
ALTER TABLE "Customer" ALTER COLUMN "bonus points" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_bonus points_nn";
ALTER TABLE "Customer" ALTER COLUMN "seen" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_seen_nn";
COMMIT;
