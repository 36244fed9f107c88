-- drop the INTEGER that users.boss_id was
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "users" DROP COLUMN IF EXISTS "boss_id_stager_old";
COMMIT;
