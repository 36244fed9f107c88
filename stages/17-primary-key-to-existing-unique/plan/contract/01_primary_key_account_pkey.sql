-- Account gets the primary key (email) instead of the primary key (id), with Order_accountId_fkey bound to its unique index
-- Lock: ACCESS EXCLUSIVE on Account
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Account"') IS NOT NULL THEN LOCK TABLE "Account" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"Order"') IS NOT NULL THEN LOCK TABLE "Order" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Account"'::regclass AND c.relname = 'Account_email_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Order" DROP CONSTRAINT IF EXISTS "Order_accountId_fkey";
    ALTER TABLE "Account" DROP CONSTRAINT IF EXISTS "Account_pkey", ADD CONSTRAINT "Account_pkey" PRIMARY KEY USING INDEX "Account_email_key";
    ALTER TABLE "Order" ADD CONSTRAINT "Order_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
