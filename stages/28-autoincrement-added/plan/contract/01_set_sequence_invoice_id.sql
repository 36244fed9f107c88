-- the sequence of Invoice.id goes on after every number that was given
-- Lock: ACCESS SHARE on Invoice
DO $stager$
DECLARE top bigint; BEGIN
  SELECT max("id") INTO top FROM "Invoice";
  PERFORM pg_advisory_xact_lock(72707370, '"Invoice_id_seq"'::regclass::oid::integer);
  PERFORM setval('"Invoice_id_seq"'::regclass, top) FROM "Invoice_id_seq" AS s WHERE top > s.last_value OR (top = s.last_value AND NOT s.is_called);
END $stager$;
