-- Coupon gets the primary key (code) instead of the primary key (id)
-- Lock: ACCESS EXCLUSIVE on Coupon
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Coupon"'::regclass AND c.relname = 'coupon_code' AND NOT i.indisprimary) THEN
    ALTER TABLE "Coupon" DROP CONSTRAINT IF EXISTS "Coupon_pkey", ADD CONSTRAINT "Coupon_pkey" PRIMARY KEY USING INDEX "coupon_code";
  END IF;
END $stager$;
COMMIT;
