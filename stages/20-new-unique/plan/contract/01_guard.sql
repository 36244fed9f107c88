-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM (SELECT 1 FROM "Account" AS t WHERE t."phone" IS NOT NULL GROUP BY t."phone" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of Account (phone) that more than one row has', HINT = 'make them differ, or plan again with --duplicates Account.phone:suffix, :null or :delete';
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM "Tag" AS t WHERE t."label" IS NOT NULL GROUP BY t."label" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of Tag (label) that more than one row has', HINT = 'make them differ, or plan again with --duplicates Tag.label:suffix, :null or :delete';
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM "User" AS t WHERE t."email" IS NOT NULL GROUP BY t."email" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of User (email) that more than one row has', HINT = 'make them differ, or plan again with --duplicates User.email:suffix, :null or :delete';
  END IF;
END $stager$;
