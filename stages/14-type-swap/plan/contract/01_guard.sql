-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "readings" AS t WHERE t."total_stager" IS DISTINCT FROM (t."total"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose total has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."total" IS NOT NULL AND t."total_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose total BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.total=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."total_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in total as BIGINT', HINT = 'give these rows a value in total, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."offset_by_stager" IS DISTINCT FROM (CASE WHEN t."offset_by" BETWEEN -2147483648 AND 2147483647 THEN t."offset_by"::INTEGER END)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose offset_by has not been converted to INTEGER', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."offset_by" IS NOT NULL AND t."offset_by_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose offset_by INTEGER does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.offsetBy=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."serial_stager" IS DISTINCT FROM (t."serial"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose serial has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."serial" IS NOT NULL AND t."serial_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose serial BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.serial=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."serial_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in serial as BIGINT', HINT = 'give these rows a value in serial, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."level_stager" IS DISTINCT FROM "stager_20260101000000_readings_level_stager_up"(t."level")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose level has not been converted to DECIMAL(10,2)', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE "stager_20260101000000_readings_level_stager_up_fails"(t."level")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose level DECIMAL(10,2) does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.level=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."level_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in level as DECIMAL(10,2)', HINT = 'give these rows a value in level, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."price_stager" IS DISTINCT FROM (t."price"::DOUBLE PRECISION)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose price has not been converted to DOUBLE PRECISION', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."price" IS NOT NULL AND (t."price_stager" IS NULL OR (CASE WHEN abs(round(t."price_stager"::TEXT::NUMERIC, 2)) < 1e10 THEN t."price_stager"::TEXT::NUMERIC::DECIMAL(12,2) END) IS DISTINCT FROM t."price")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose price DOUBLE PRECISION does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.price=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."price_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in price as DOUBLE PRECISION', HINT = 'give these rows a value in price, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."code_stager" IS DISTINCT FROM (CASE WHEN length(t."code"::TEXT) <= 40 THEN t."code"::VARCHAR(40) END) COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose code has not been converted to VARCHAR(40)', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."code" IS NOT NULL AND t."code_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose code VARCHAR(40) does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.code=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."code_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in code as VARCHAR(40)', HINT = 'give these rows a value in code, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."token_stager" IS DISTINCT FROM "stager_20260101000000_readings_token_stager_up"(t."token")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose token has not been converted to UUID', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."token" IS NOT NULL AND t."token_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose token UUID does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.token=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."token_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in token as UUID', HINT = 'give these rows a value in token, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM "readings" AS t WHERE t."token_stager" IS NOT NULL GROUP BY t."token_stager" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of readings (token) that more than one row has once they are converted', HINT = 'make them differ: readings_token_key is unique';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."note_stager" IS DISTINCT FROM "stager_20260101000000_readings_note_stager_up"(t."note") COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose note has not been converted to VARCHAR(40)', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE "stager_20260101000000_readings_note_stager_up_fails"(t."note")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose note VARCHAR(40) does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.note=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."takenAt_stager" IS DISTINCT FROM ((t."takenAt" AT TIME ZONE 'UTC')::TIMESTAMPTZ(3))) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose takenAt has not been converted to TIMESTAMPTZ(3)', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."takenAt" IS NOT NULL AND t."takenAt_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose takenAt TIMESTAMPTZ(3) does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.takenAt=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."takenAt_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in takenAt as TIMESTAMPTZ(3)', HINT = 'give these rows a value in takenAt, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."reviewedAt_stager" IS DISTINCT FROM ((t."reviewedAt" AT TIME ZONE 'UTC')::TIMESTAMP(3))) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose reviewedAt has not been converted to TIMESTAMP(3)', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."reviewedAt" IS NOT NULL AND t."reviewedAt_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose reviewedAt TIMESTAMP(3) does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.reviewedAt=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."day_stager" IS DISTINCT FROM (t."day"::DATE)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose day has not been converted to DATE', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."day" IS NOT NULL AND (t."day_stager" IS NULL OR (t."day_stager"::TIMESTAMP(3)) IS DISTINCT FROM t."day")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose day DATE does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.day=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."day_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in day as DATE', HINT = 'give these rows a value in day, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."payload_stager"::text IS DISTINCT FROM "stager_20260101000000_readings_payload_stager_up"(t."payload")::text COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose payload has not been converted to JSONB', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."payload" IS NOT NULL AND t."payload_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose payload JSONB does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.payload=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."payload_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings with NULL in payload as JSONB', HINT = 'give these rows a value in payload, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."settings_stager"::text IS DISTINCT FROM "stager_20260101000000_readings_settings_stager_up"(t."settings")::text COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose settings has not been converted to JSONB', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."settings" IS NOT NULL AND t."settings_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose settings JSONB does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.settings=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."counts_stager" IS DISTINCT FROM (CASE WHEN t."counts" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest(t."counts") AS e(v) WHERE e.v IS NOT NULL AND e.v::BIGINT IS NULL) THEN ARRAY(SELECT e.v::BIGINT FROM unnest(t."counts") WITH ORDINALITY AS e(v, n) ORDER BY e.n)::BIGINT[] END)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose counts has not been converted to BIGINT[]', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "readings" AS t WHERE t."counts" IS NOT NULL AND t."counts_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of readings whose counts BIGINT[] does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Reading.counts=<sql expression>'', which says what becomes of them';
  END IF;
END $stager$;
