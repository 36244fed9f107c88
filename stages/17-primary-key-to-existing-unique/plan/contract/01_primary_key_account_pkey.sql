-- Account gets the primary key (email) instead of the primary key (id), with Order_accountId_fkey bound to its unique index
-- Lock: ACCESS EXCLUSIVE on Account
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Account"'::regclass AND c.relname = 'Account_email_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Order" DROP CONSTRAINT IF EXISTS "Order_accountId_fkey";
    ALTER TABLE "Account" DROP CONSTRAINT IF EXISTS "Account_pkey", ADD CONSTRAINT "Account_pkey" PRIMARY KEY USING INDEX "Account_email_key";
    ALTER TABLE "Order" ADD CONSTRAINT "Order_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
