-- users.id_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "users" ALTER COLUMN "id_stager" SET NOT NULL;
ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "stager_20260101000000_users_id_stager_nn";
COMMIT;
