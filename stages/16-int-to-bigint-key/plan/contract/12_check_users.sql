-- new rows of users need id_stager
-- new values of users.boss_id fit into BIGINT
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "stager_20260101000000_users_id_stager_nn";
ALTER TABLE "users" ADD CONSTRAINT "stager_20260101000000_users_id_stager_nn" CHECK ("id_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "stager_20260101000000_users_boss_id_fit";
ALTER TABLE "users" ADD CONSTRAINT "stager_20260101000000_users_boss_id_fit" CHECK ("boss_id" IS NULL OR "boss_id_stager" IS NOT NULL) NOT VALID;
COMMIT;
