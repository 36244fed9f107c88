-- User gets the primary key (tenancyId, id) instead of the primary key (id), with User_leadId_fkey bound to its unique index
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"User"'::regclass AND c.relname = 'User_tenancyId_id_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "User_leadId_fkey";
    ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY USING INDEX "User_tenancyId_id_key";
    ALTER TABLE "User" ADD CONSTRAINT "User_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
