-- Team gets the primary key (tenancyId, id) instead of the primary key (id)
-- Lock: ACCESS EXCLUSIVE on Team
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Team"'::regclass AND c.relname = 'Team_tenancyId_id_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Team" DROP CONSTRAINT IF EXISTS "Team_pkey", ADD CONSTRAINT "Team_pkey" PRIMARY KEY USING INDEX "Team_tenancyId_id_key";
  END IF;
END $stager$;
COMMIT;
