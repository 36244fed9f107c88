-- create enum Device
DO $stager$ BEGIN
  CREATE TYPE "Device" AS ENUM ('PHONE', 'LAPTOP');
EXCEPTION WHEN duplicate_object THEN NULL;
END $stager$;
