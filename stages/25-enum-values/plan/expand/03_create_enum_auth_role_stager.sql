-- create auth.Role_stager, which auth.Role will be, without ALL
DO $stager$ BEGIN
  CREATE TYPE "auth"."Role_stager" AS ENUM ('READ', 'read & write');
EXCEPTION WHEN duplicate_object THEN NULL;
END $stager$;
