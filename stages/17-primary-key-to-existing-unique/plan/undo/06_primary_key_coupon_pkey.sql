-- Coupon gets the primary key (id) instead of the primary key (code), with Redeemed_couponCode_fkey bound to its unique index
-- Lock: ACCESS EXCLUSIVE on Coupon
-- Lock: ACCESS EXCLUSIVE on Redeemed
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Coupon"'::regclass AND c.relname = 'Coupon_id_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Redeemed" DROP CONSTRAINT IF EXISTS "Redeemed_couponCode_fkey";
    ALTER TABLE "Coupon" DROP CONSTRAINT IF EXISTS "Coupon_pkey", ADD CONSTRAINT "Coupon_pkey" PRIMARY KEY USING INDEX "Coupon_id_key";
    ALTER TABLE "Redeemed" ADD CONSTRAINT "Redeemed_couponCode_fkey" FOREIGN KEY ("couponCode") REFERENCES "Coupon"("code") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
