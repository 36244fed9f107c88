-- the trigger of readings no longer fills shadow columns
-- total_stager of readings is total from now on
-- offset_by_stager of readings is offset_by from now on
-- serial_stager of readings is serial from now on
-- level_stager of readings is level from now on
-- price_stager of readings is price from now on
-- code_stager of readings is code from now on
-- token_stager of readings is token from now on
-- note_stager of readings is note from now on
-- takenAt_stager of readings is takenAt from now on
-- reviewedAt_stager of readings is reviewedAt from now on
-- day_stager of readings is day from now on
-- payload_stager of readings is payload from now on
-- settings_stager of readings is settings from now on
-- counts_stager of readings is counts from now on
-- readings_offset_by_key of readings is the index over the new columns
-- readings_token_key of readings is the index over the new columns
-- readings_takenAt_total_idx of readings is the index over the new columns
-- readings_code_idx of readings is the index over the new columns
-- readings_payload_idx of readings is the index over the new columns
-- readings_sensorId_code_key of readings is the index over the new columns
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_readings" ON "readings";
DROP FUNCTION IF EXISTS "stager_20260101000000_readings"();
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'total_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'total' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("total_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."total_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "total_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "total_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "total" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "total_stager" SET DEFAULT 0;
    ALTER TABLE "readings" ALTER COLUMN "total" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "total" TO "total_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "total_stager" TO "total";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'offset_by_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'offset_by' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("offset_by_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."offset_by_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "offset_by_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "offset_by_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_offset_by_fit";
    ALTER TABLE "readings" ALTER COLUMN "offset_by" DROP DEFAULT;
    ALTER TABLE "readings" RENAME COLUMN "offset_by" TO "offset_by_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "offset_by_stager" TO "offset_by";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'serial_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'serial' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("serial_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."serial_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "serial_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "serial_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    DECLARE
      stager_sequence text;
      stager_identity "char";
      stager_last bigint;
      stager_called boolean;
    BEGIN
      SELECT a.attidentity, coalesce((SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"readings"') AND a.attname = 'serial' LIMIT 1), (SELECT d.refobjid::regclass FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind = 'S' WHERE f.adrelid = to_regclass('"readings"') AND a.attname = 'serial' LIMIT 1))
      INTO stager_identity, stager_sequence FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = '"readings"'::regclass AND a.attname = 'serial';
      IF stager_identity = '' THEN
        EXECUTE format('ALTER SEQUENCE %s AS bigint OWNED BY %s.%I', stager_sequence, '"readings"', 'serial_stager');
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT nextval(%L::regclass)', '"readings"', 'serial_stager', stager_sequence);
        ALTER TABLE "readings" ALTER COLUMN "serial" DROP DEFAULT;
      ELSE
        EXECUTE format('SELECT last_value, is_called FROM %s', stager_sequence) INTO stager_last, stager_called;
        ALTER TABLE "readings" ALTER COLUMN "serial" DROP IDENTITY;
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s)', '"readings"', 'serial_stager',
          CASE stager_identity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, stager_sequence);
        PERFORM setval(pg_get_serial_sequence('"readings"', 'serial_stager'), stager_last, stager_called);
      END IF;
    END;
    ALTER TABLE "readings" ALTER COLUMN "serial" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "serial" TO "serial_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "serial_stager" TO "serial";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'level_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'level' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("level_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."level_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "level_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "level_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "level" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "level" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "level" TO "level_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "level_stager" TO "level";
  END IF;
END $stager1$;
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_level_stager_up"(DOUBLE PRECISION);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_level_stager_up_fails"(DOUBLE PRECISION);
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'price_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'price' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("price_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."price_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "price_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "price_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "price" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "price_stager" SET DEFAULT 1.5;
    ALTER TABLE "readings" ALTER COLUMN "price" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "price" TO "price_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "price_stager" TO "price";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'code_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'code' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("code_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."code_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "code_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "code_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "code" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "code" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "code" TO "code_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "code_stager" TO "code";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'token_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'token' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("token_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."token_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "token_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "token_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "token" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "token_stager" SET DEFAULT gen_random_uuid();
    ALTER TABLE "readings" ALTER COLUMN "token" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "token" TO "token_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "token_stager" TO "token";
  END IF;
END $stager1$;
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_token_stager_up"(TEXT);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_token_stager_up_fails"(TEXT);
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'note_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'note' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("note_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."note_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "note_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "note_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_note_fit";
    ALTER TABLE "readings" ALTER COLUMN "note" DROP DEFAULT;
    ALTER TABLE "readings" RENAME COLUMN "note" TO "note_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "note_stager" TO "note";
  END IF;
END $stager1$;
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_note_stager_up"(TEXT);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_note_stager_up_fails"(TEXT);
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'takenAt_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'takenAt' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("takenAt_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."takenAt_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "takenAt_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "takenAt_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "takenAt" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "takenAt_stager" SET DEFAULT CURRENT_TIMESTAMP;
    ALTER TABLE "readings" ALTER COLUMN "takenAt" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "takenAt" TO "takenAt_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "takenAt_stager" TO "takenAt";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'reviewedAt_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'reviewedAt' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("reviewedAt_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."reviewedAt_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "reviewedAt_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "reviewedAt_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_reviewedAt_fit";
    ALTER TABLE "readings" ALTER COLUMN "reviewedAt" DROP DEFAULT;
    ALTER TABLE "readings" RENAME COLUMN "reviewedAt" TO "reviewedAt_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "reviewedAt_stager" TO "reviewedAt";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'day_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'day' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("day_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."day_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "day_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "day_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "day" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "day" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "day" TO "day_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "day_stager" TO "day";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'payload_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'payload' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("payload_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."payload_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "payload_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "payload_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" ALTER COLUMN "payload" DROP DEFAULT;
    ALTER TABLE "readings" ALTER COLUMN "payload" DROP NOT NULL;
    ALTER TABLE "readings" RENAME COLUMN "payload" TO "payload_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "payload_stager" TO "payload";
  END IF;
END $stager1$;
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_payload_stager_up"(JSON);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_payload_stager_up_fails"(JSON);
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'settings_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'settings' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("settings_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."settings_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "settings_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "settings_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_settings_fit";
    ALTER TABLE "readings" ALTER COLUMN "settings" DROP DEFAULT;
    ALTER TABLE "readings" RENAME COLUMN "settings" TO "settings_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "settings_stager" TO "settings";
  END IF;
END $stager1$;
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_settings_stager_up"(TEXT);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_settings_stager_up_fails"(TEXT);
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'counts_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"readings"'::regclass AND attname = 'counts' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("counts_stager") ON "readings" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "readings"."counts_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "counts_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "readings" ALTER COLUMN "counts_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "stager_20260101000000_readings_counts_fit";
    ALTER TABLE "readings" ALTER COLUMN "counts" DROP DEFAULT;
    ALTER TABLE "readings" RENAME COLUMN "counts" TO "counts_stager_old";
    ALTER TABLE "readings" RENAME COLUMN "counts_stager" TO "counts";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_readings_offset_by_key"') IS NOT NULL THEN
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "readings_offset_by_key";
    DROP INDEX IF EXISTS "readings_offset_by_key";
    ALTER INDEX IF EXISTS "stager_20260101000000_readings_offset_by_key" RENAME TO "readings_offset_by_key";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_readings_token_key"') IS NOT NULL THEN
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "readings_token_key";
    DROP INDEX IF EXISTS "readings_token_key";
    ALTER INDEX IF EXISTS "stager_20260101000000_readings_token_key" RENAME TO "readings_token_key";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_readings_takenAt_total_idx"') IS NOT NULL THEN
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "readings_takenAt_total_idx";
    DROP INDEX IF EXISTS "readings_takenAt_total_idx";
    ALTER INDEX IF EXISTS "stager_20260101000000_readings_takenAt_total_idx" RENAME TO "readings_takenAt_total_idx";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_readings_code_idx"') IS NOT NULL THEN
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "readings_code_idx";
    DROP INDEX IF EXISTS "readings_code_idx";
    ALTER INDEX IF EXISTS "stager_20260101000000_readings_code_idx" RENAME TO "readings_code_idx";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_readings_payload_idx"') IS NOT NULL THEN
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "readings_payload_idx";
    DROP INDEX IF EXISTS "readings_payload_idx";
    ALTER INDEX IF EXISTS "stager_20260101000000_readings_payload_idx" RENAME TO "readings_payload_idx";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_readings_sensorId_code_key"') IS NOT NULL THEN
    ALTER TABLE "readings" DROP CONSTRAINT IF EXISTS "readings_sensorId_code_key";
    DROP INDEX IF EXISTS "readings_sensorId_code_key";
    ALTER INDEX IF EXISTS "stager_20260101000000_readings_sensorId_code_key" RENAME TO "readings_sensorId_code_key";
  END IF;
END $stager$;
COMMIT;
