-- Coupon gets the primary key (id) instead of the primary key (code), with Redeemed_couponCode_fkey bound to its unique index
-- Lock: ACCESS EXCLUSIVE on Coupon
-- Lock: ACCESS EXCLUSIVE on Redeemed
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Coupon"') IS NOT NULL THEN LOCK TABLE "Coupon" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"Redeemed"') IS NOT NULL THEN LOCK TABLE "Redeemed" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Coupon"'::regclass AND c.relname = 'Coupon_id_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Redeemed" DROP CONSTRAINT IF EXISTS "Redeemed_couponCode_fkey";
    ALTER TABLE "Coupon" DROP CONSTRAINT IF EXISTS "Coupon_pkey", ADD CONSTRAINT "Coupon_pkey" PRIMARY KEY USING INDEX "Coupon_id_key";
    ALTER TABLE "Redeemed" ADD CONSTRAINT "Redeemed_couponCode_fkey" FOREIGN KEY ("couponCode") REFERENCES "Coupon"("code") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
