-- foreign key users (boss_id_stager) -> users for new rows
-- Lock: SHARE ROW EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"users"'::regclass AND conname = 'stager_20260101000000_users_users_boss_id_fkey') THEN
    ALTER TABLE "users" ADD CONSTRAINT "stager_20260101000000_users_users_boss_id_fkey" FOREIGN KEY ("boss_id_stager") REFERENCES "users"("id_stager") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
