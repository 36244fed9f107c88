-- new rows of Customer need number_v2
-- new rows of Customer need age_v2
-- new rows of Customer need role_v2
-- new rows of Customer need active_v2
-- new rows of Customer need bonus points_v2
-- new rows of Customer need seen_v2
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_number_v2_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_number_v2_nn" CHECK ("number_v2" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_age_v2_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_age_v2_nn" CHECK ("age_v2" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_role_v2_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_role_v2_nn" CHECK ("role_v2" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_active_v2_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_active_v2_nn" CHECK ("active_v2" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_bonus points_v2_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_bonus points_v2_nn" CHECK ("bonus points_v2" IS NOT NULL) NOT VALID;
ALTER TABLE "Customer" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Customer_seen_v2_nn";
ALTER TABLE "Customer" ADD CONSTRAINT "stager_20260101000000_Customer_seen_v2_nn" CHECK ("seen_v2" IS NOT NULL) NOT VALID;
COMMIT;
