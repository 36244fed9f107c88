-- foreign key Order (customerNo_v2) -> Customer for new rows
-- Lock: SHARE ROW EXCLUSIVE on Order
-- Lock: SHARE ROW EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Order"') IS NOT NULL THEN LOCK TABLE "Order" IN SHARE ROW EXCLUSIVE MODE; END IF;
  IF to_regclass('"Customer"') IS NOT NULL THEN LOCK TABLE "Customer" IN SHARE ROW EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Order"'::regclass AND conname = 'Order_customerNo_v2_fkey') THEN
    ALTER TABLE "Order" ADD CONSTRAINT "Order_customerNo_v2_fkey" FOREIGN KEY ("customerNo_v2") REFERENCES "Customer"("number_v2") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
