-- prove that every value of users.boss_id fits into BIGINT
-- Lock: SHARE UPDATE EXCLUSIVE on users
ALTER TABLE "users" VALIDATE CONSTRAINT "stager_20260101000000_users_boss_id_fit";
