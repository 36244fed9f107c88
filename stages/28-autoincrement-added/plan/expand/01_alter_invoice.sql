-- a sequence for Invoice.id
-- keep old and new columns of Invoice in step by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Invoice
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE SEQUENCE IF NOT EXISTS "Invoice_id_seq" AS integer OWNED BY "Invoice"."id";
DO $stager$
BEGIN
  DECLARE writer text; BEGIN
    FOR writer IN
      SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END FROM pg_catalog.pg_class c,
        LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT own.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) own WHERE a.attrelid = c.oid) AS acl
      WHERE c.oid = '"Invoice"'::regclass AND acl.privilege_type IN ('INSERT', 'UPDATE') AND acl.grantee <> c.relowner
    LOOP
      EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE "Invoice_id_seq" TO %s', writer);
    END LOOP;
  END;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Invoice"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM "Invoice_id_seq" AS s WHERE NEW."id" > s.last_value OR (NEW."id" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"Invoice_id_seq"'::regclass::oid::integer);
        PERFORM setval('"Invoice_id_seq"'::regclass, NEW."id") FROM "Invoice_id_seq" AS s WHERE NEW."id" > s.last_value OR (NEW."id" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
  ELSE
    IF NEW."id" IS DISTINCT FROM OLD."id" AND EXISTS (SELECT 1 FROM "Invoice_id_seq" AS s WHERE NEW."id" > s.last_value OR (NEW."id" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"Invoice_id_seq"'::regclass::oid::integer);
        PERFORM setval('"Invoice_id_seq"'::regclass, NEW."id") FROM "Invoice_id_seq" AS s WHERE NEW."id" > s.last_value OR (NEW."id" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Invoice" BEFORE INSERT ON "Invoice" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Invoice"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Invoice_update" BEFORE UPDATE ON "Invoice" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id")) EXECUTE FUNCTION "stager_20260101000000_Invoice"();
COMMIT;
