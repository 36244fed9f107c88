-- drop foreign key users_boss_id_fkey of users
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "users" DROP CONSTRAINT IF EXISTS "users_boss_id_fkey";
COMMIT;
