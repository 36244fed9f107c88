-- Member gets the primary key (teamId, userId) instead of the primary key (id)
-- Lock: ACCESS EXCLUSIVE on Member
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Member"'::regclass AND c.relname = 'Member_teamId_userId_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Member" DROP CONSTRAINT IF EXISTS "member_id", ADD CONSTRAINT "Member_pkey" PRIMARY KEY USING INDEX "Member_teamId_userId_key";
  END IF;
END $stager$;
COMMIT;
