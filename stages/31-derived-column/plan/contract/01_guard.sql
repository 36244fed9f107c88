-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Person" AS t WHERE t."domain" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Person with NULL in domain', HINT = 'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill';
  END IF;
END $stager$;
