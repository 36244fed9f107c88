-- Setting gets the primary key (name) instead of no primary key
-- Lock: ACCESS EXCLUSIVE on Setting
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Setting"'::regclass AND c.relname = 'Setting_name_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Setting" ADD CONSTRAINT "Setting_pkey" PRIMARY KEY USING INDEX "Setting_name_key";
  END IF;
END $stager$;
COMMIT;
