-- Member gets the primary key (id) instead of the primary key (teamId, userId)
-- Lock: ACCESS EXCLUSIVE on Member
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Member"'::regclass AND c.relname = 'Member_id_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Member" DROP CONSTRAINT IF EXISTS "Member_pkey", ADD CONSTRAINT "member_id" PRIMARY KEY USING INDEX "Member_id_key";
  END IF;
END $stager$;
COMMIT;
