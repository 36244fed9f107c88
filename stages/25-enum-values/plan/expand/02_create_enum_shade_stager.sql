-- create Shade_stager, which Shade will be, without infra-red
DO $stager$ BEGIN
  CREATE TYPE "Shade_stager" AS ENUM ('RED', 'GREEN');
EXCEPTION WHEN duplicate_object THEN NULL;
END $stager$;
