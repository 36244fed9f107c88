-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "User" AS t WHERE t."token" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User with NULL in token', HINT = 'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill';
  END IF;
END $stager$;
