-- the sequence of billing.receipts of the year.line goes on after the numbers that are there
-- Lock: ACCESS SHARE on billing.receipts of the year
DO $stager$
DECLARE top bigint; BEGIN
  SELECT max("line") INTO top FROM "billing"."receipts of the year";
  PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_line_seq"'::regclass::oid::integer);
  PERFORM setval('"billing"."receipts of the year_line_seq"'::regclass, top) FROM "billing"."receipts of the year_line_seq" AS s WHERE top > s.last_value OR (top = s.last_value AND NOT s.is_called);
END $stager$;
