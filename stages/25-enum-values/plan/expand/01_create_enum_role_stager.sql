-- create Role_stager, which Role will be, without OWNER, ROBOT, guest (old)
DO $stager$ BEGIN
  CREATE TYPE "Role_stager" AS ENUM ('MEMBER', 'ADMIN');
EXCEPTION WHEN duplicate_object THEN NULL;
END $stager$;
