-- new rows of Customer need number
-- new rows of Customer need age
-- new rows of Customer need role
-- new rows of Customer need active
-- new rows of Customer need bonus points
-- new rows of Customer need seen
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_number_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_number_nn" CHECK ("number" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_age_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_age_nn" CHECK ("age" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_role_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_role_nn" CHECK ("role" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_active_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_active_nn" CHECK ("active" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_bonus points_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_bonus points_nn" CHECK ("bonus points" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_seen_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_seen_nn" CHECK ("seen" IS NOT NULL) NOT VALID;
COMMIT;
