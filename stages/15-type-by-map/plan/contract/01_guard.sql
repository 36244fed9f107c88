-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."number_v2" IS NULL AND (t."number" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose number (TEXT) has no value of the type INTEGER in number_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in number or given in number_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."number" IS NOT NULL AND t."number_v2" IS NOT NULL AND t."number" IS DISTINCT FROM (t."number_v2"::TEXT) COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose number_v2 does not hold all that number does', HINT = 'change these values, or plan again with --fill, which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."number_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer with NULL in number_v2', HINT = 'give these rows a value in number_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."age_v2" IS NULL AND (t."age" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose age (TEXT) has no value of the type INTEGER in age_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in age or given in age_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."age" IS NOT NULL AND t."age_v2" IS NOT NULL AND t."age" IS DISTINCT FROM (t."age_v2"::TEXT) COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose age_v2 does not hold all that age does', HINT = 'change these values, or plan again with --fill, which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."age_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer with NULL in age_v2', HINT = 'give these rows a value in age_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."role_v2" IS NULL AND (t."role" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose role ("Role") has no value of the type TEXT in role_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in role or given in role_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."role_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer with NULL in role_v2', HINT = 'give these rows a value in role_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."plan_v2" IS NULL AND (t."plan" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose plan (TEXT) has no value of the type "Plan" in plan_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in plan or given in plan_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."active_v2" IS NULL AND (t."active" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose active (BOOLEAN) has no value of the type INTEGER in active_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in active or given in active_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."active_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer with NULL in active_v2', HINT = 'give these rows a value in active_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."bonus points_v2" IS NULL AND (t."bonus points" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose bonus points (INTEGER) has no value of the type TEXT in bonus points_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in bonus points or given in bonus points_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."bonus points_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer with NULL in bonus points_v2', HINT = 'give these rows a value in bonus points_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."tag_v2" IS NULL AND (t."tag" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose tag (TEXT) has no value of the type TEXT[] in tag_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in tag or given in tag_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."labels_v2" IS NULL AND ("stager_20260101000000_Customer_labels_v2_up"(t."labels") IS NOT NULL OR "stager_20260101000000_Customer_labels_v2_up_fails"(t."labels"))) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose labels (TEXT[]) has no value of the type TEXT in labels_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in labels or given in labels_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."seen_v2" IS NULL AND ("stager_20260101000000_Customer_seen_v2_up"(t."seen") IS NOT NULL OR "stager_20260101000000_Customer_seen_v2_up_fails"(t."seen"))) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose seen (TIMESTAMP(3)) has no value of the type BIGINT in seen_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in seen or given in seen_v2';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."seen_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer with NULL in seen_v2', HINT = 'give these rows a value in seen_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Customer" AS t WHERE t."score_v2" IS NULL AND (t."score" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Customer whose score (JSONB) has no value of the type INTEGER in score_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in score or given in score_v2';
  END IF;
  IF (SELECT count(*) FROM "Order" AS t WHERE t."customerNo_v2" IS NULL AND (t."customerNo" IS NOT NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Order whose customerNo (TEXT) has no value of the type INTEGER in customerNo_v2', HINT = 'run `stager apply --stage backfill` again; a value that cannot be converted must be changed in customerNo or given in customerNo_v2';
  END IF;
  IF (SELECT count(*) FROM "Order" AS t WHERE t."customerNo" IS NOT NULL AND t."customerNo_v2" IS NOT NULL AND t."customerNo" IS DISTINCT FROM (t."customerNo_v2"::TEXT) COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Order whose customerNo_v2 does not hold all that customerNo does', HINT = 'change these values, or plan again with --fill, which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Order" AS t WHERE t."customerNo_v2" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Order with NULL in customerNo_v2', HINT = 'give these rows a value in customerNo_v2, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM "Customer" AS t WHERE t."number_v2" IS NOT NULL GROUP BY t."number_v2" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of Customer (number_v2) that more than one row has', HINT = 'make them differ, or plan again with --duplicates Customer.number_v2:suffix, :null or :delete';
  END IF;
  IF (SELECT count(*) FROM "Order" AS t WHERE t."customerNo_v2" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Customer" AS r WHERE r."number_v2" = t."customerNo_v2")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Order whose customerNo_v2 refers to no row of Customer', HINT = 'correct them, or plan again with --orphans Order.customerNo_v2:null or :delete';
  END IF;
END $stager$;
