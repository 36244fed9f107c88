-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Line" AS t WHERE t."number" IS DISTINCT FROM t."ticket") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Line where number is not the value of ticket', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Line" AS t WHERE t."number" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Line with NULL in number', HINT = 'give these rows a value in number, then `stager verify` again';
  END IF;
END $stager$;
