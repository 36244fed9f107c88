-- prove the foreign key users (boss_id_stager) -> users
-- Lock: SHARE UPDATE EXCLUSIVE on users
ALTER TABLE "users" VALIDATE CONSTRAINT "stager_20260101000000_users_users_boss_id_fkey";
