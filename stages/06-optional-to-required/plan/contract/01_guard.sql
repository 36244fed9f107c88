-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "User" AS t WHERE t."name" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User with NULL in name', HINT = 'run `stager apply --stage backfill` again';
  END IF;
END $stager$;
