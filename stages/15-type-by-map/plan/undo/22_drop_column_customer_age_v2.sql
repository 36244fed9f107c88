-- drop Customer.age_v2 again
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Customer" DROP COLUMN IF EXISTS "age_v2";
COMMIT;
