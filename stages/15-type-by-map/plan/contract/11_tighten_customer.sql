-- Customer.number_v2 becomes NOT NULL
-- Customer.age_v2 becomes NOT NULL
-- Customer.age_v2 takes over the default
-- Customer.role_v2 becomes NOT NULL
-- Customer.role_v2 takes over the default
-- Customer.active_v2 becomes NOT NULL
-- Customer.active_v2 takes over the default
-- Customer.bonus points_v2 becomes NOT NULL
-- Customer.seen_v2 becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Customer" ALTER COLUMN "number_v2" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_number_v2_nn";
ALTER TABLE "Customer" ALTER COLUMN "age_v2" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_age_v2_nn";
ALTER TABLE "Customer" ALTER COLUMN "age_v2" SET DEFAULT 0;
ALTER TABLE "Customer" ALTER COLUMN "role_v2" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_role_v2_nn";
ALTER TABLE "Customer" ALTER COLUMN "role_v2" SET DEFAULT 'MEMBER';
ALTER TABLE "Customer" ALTER COLUMN "active_v2" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_active_v2_nn";
ALTER TABLE "Customer" ALTER COLUMN "active_v2" SET DEFAULT 1;
ALTER TABLE "Customer" ALTER COLUMN "bonus points_v2" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_bonus points_v2_nn";
ALTER TABLE "Customer" ALTER COLUMN "seen_v2" SET NOT NULL;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_seen_v2_nn";
COMMIT;
