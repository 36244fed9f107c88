-- fill A_stager of _PostToTag, 5000 rows in a transaction
-- Lock: ROW EXCLUSIVE on _PostToTag
DO $stager$
DECLARE
  low0 INTEGER;
  high0 INTEGER;
  low1 INTEGER;
  high1 INTEGER;
BEGIN
  LOOP
    SELECT "A", "B" INTO low0, low1 FROM "_PostToTag" ORDER BY "A", "B" LIMIT 1;
    WHILE FOUND LOOP
      SELECT "A", "B" INTO high0, high1 FROM "_PostToTag" AS t WHERE (t."A", t."B") >= (low0, low1) ORDER BY "A", "B" OFFSET 5000 LIMIT 1;
      IF NOT FOUND THEN
        UPDATE "_PostToTag" AS t SET "A_stager" = (t."A"::BIGINT) FROM (SELECT t.ctid AS place FROM "_PostToTag" AS t WHERE (t."A", t."B") >= (low0, low1) AND (t."A_stager" IS NULL AND (t."A"::BIGINT) IS NOT NULL) FOR UPDATE SKIP LOCKED) AS free WHERE t.ctid = free.place;
        COMMIT;
        EXIT;
      END IF;
      UPDATE "_PostToTag" AS t SET "A_stager" = (t."A"::BIGINT) FROM (SELECT t.ctid AS place FROM "_PostToTag" AS t WHERE (t."A", t."B") >= (low0, low1) AND (t."A", t."B") < (high0, high1) AND (t."A_stager" IS NULL AND (t."A"::BIGINT) IS NOT NULL) FOR UPDATE SKIP LOCKED) AS free WHERE t.ctid = free.place;
      COMMIT;
      SELECT high0, high1 INTO low0, low1;
    END LOOP;
    EXIT WHEN NOT EXISTS (SELECT 1 FROM "_PostToTag" AS t WHERE t."A_stager" IS NULL AND (t."A"::BIGINT) IS NOT NULL);
    PERFORM pg_sleep(0.1);
  END LOOP;
END $stager$;
