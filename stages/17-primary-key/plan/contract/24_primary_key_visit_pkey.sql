-- Visit gets no primary key instead of the primary key (id)
-- Lock: ACCESS EXCLUSIVE on Visit
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Visit"'::regclass AND contype = 'p') THEN
    ALTER TABLE "Visit" DROP CONSTRAINT IF EXISTS "Visit_pkey";
  END IF;
END $stager$;
COMMIT;
