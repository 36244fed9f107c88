-- prove that no row has NULL in users.id_stager
-- Lock: SHARE UPDATE EXCLUSIVE on users
ALTER TABLE "users" VALIDATE CONSTRAINT "stager_20260101000000_users_id_stager_nn";
