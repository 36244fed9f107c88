-- add Customer.number_v2 beside number, with the same rights, comment and statistics target
-- add Customer.age_v2 beside age, with the same rights, comment and statistics target
-- add Customer.role_v2 beside role, with the same rights, comment and statistics target
-- convert role of Customer to TEXT and back, without an error for whoever writes
-- add Customer.plan_v2 beside plan, with the same rights, comment and statistics target
-- convert plan of Customer to "Plan" and back, without an error for whoever writes
-- add Customer.active_v2 beside active, with the same rights, comment and statistics target
-- add Customer.bonus points_v2 beside bonus points, with the same rights, comment and statistics target
-- add Customer.tag_v2 beside tag, with the same rights, comment and statistics target
-- add Customer.labels_v2 beside labels, with the same rights, comment and statistics target
-- convert labels of Customer to TEXT and back, without an error for whoever writes
-- add Customer.seen_v2 beside seen, with the same rights, comment and statistics target
-- convert seen of Customer to BIGINT and back, without an error for whoever writes
-- add Customer.score_v2 beside score, with the same rights, comment and statistics target
-- convert score of Customer to INTEGER and back, without an error for whoever writes
-- keep old and new columns of Customer in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "number_v2" INTEGER;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'number' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("number_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."number_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "number_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "number_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ALTER COLUMN "number" DROP NOT NULL;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "age_v2" INTEGER;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'age' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("age_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."age_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "age_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "age_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ALTER COLUMN "age" DROP NOT NULL;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "role_v2" TEXT;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'role' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("role_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."role_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "role_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "role_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ALTER COLUMN "role" DROP NOT NULL;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_role_v2_down"("role_v2" TEXT) RETURNS "Role" LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value "Role";
BEGIN
  stager_value := "role_v2"::TEXT::"Role";
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_role_v2_down_fails"("role_v2" TEXT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value "Role";
BEGIN
  stager_value := "role_v2"::TEXT::"Role";
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "plan_v2" "Plan";
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'plan' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("plan_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."plan_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "plan_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "plan_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_plan_v2_up"("plan" TEXT) RETURNS "Plan" LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value "Plan";
BEGIN
  stager_value := "plan"::TEXT::"Plan";
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_plan_v2_up_fails"("plan" TEXT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value "Plan";
BEGIN
  stager_value := "plan"::TEXT::"Plan";
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "active_v2" INTEGER;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'active' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("active_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."active_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "active_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "active_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ALTER COLUMN "active" DROP NOT NULL;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "bonus points_v2" TEXT;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'bonus points' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("bonus points_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."bonus points_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "bonus points_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "bonus points_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ALTER COLUMN "bonus points" DROP NOT NULL;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "tag_v2" TEXT[];
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'tag' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("tag_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."tag_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "tag_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "tag_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "labels_v2" TEXT;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'labels' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("labels_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."labels_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "labels_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "labels_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_labels_v2_up"("labels" TEXT[]) RETURNS TEXT LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value TEXT;
BEGIN
  stager_value := array_to_string("labels", ',');
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_labels_v2_up_fails"("labels" TEXT[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value TEXT;
BEGIN
  stager_value := array_to_string("labels", ',');
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_labels_v2_down"("labels_v2" TEXT) RETURNS TEXT[] LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value TEXT[];
BEGIN
  stager_value := string_to_array("labels_v2", ',');
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_labels_v2_down_fails"("labels_v2" TEXT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value TEXT[];
BEGIN
  stager_value := string_to_array("labels_v2", ',');
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "seen_v2" BIGINT;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'seen' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("seen_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."seen_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "seen_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "seen_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Customer" ALTER COLUMN "seen" DROP NOT NULL;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_seen_v2_up"("seen" TIMESTAMP(3)) RETURNS BIGINT LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value BIGINT;
BEGIN
  stager_value := (extract(epoch FROM "seen") * 1000)::bigint;
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_seen_v2_up_fails"("seen" TIMESTAMP(3)) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value BIGINT;
BEGIN
  stager_value := (extract(epoch FROM "seen") * 1000)::bigint;
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_seen_v2_down"("seen_v2" BIGINT) RETURNS TIMESTAMP(3) LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value TIMESTAMP(3);
BEGIN
  stager_value := to_timestamp("seen_v2" / 1000.0) AT TIME ZONE 'UTC';
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_seen_v2_down_fails"("seen_v2" BIGINT) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value TIMESTAMP(3);
BEGIN
  stager_value := to_timestamp("seen_v2" / 1000.0) AT TIME ZONE 'UTC';
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
ALTER TABLE "Customer" ADD COLUMN IF NOT EXISTS "score_v2" INTEGER;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Customer"'::regclass AND attname = 'score' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("score_v2") ON "Customer" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Customer"."score_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "score_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Customer" ALTER COLUMN "score_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_score_v2_up"("score" JSONB) RETURNS INTEGER LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value INTEGER;
BEGIN
  stager_value := ("score" #>> '{}')::INTEGER;
  RETURN stager_value;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $stager$;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer_score_v2_up_fails"("score" JSONB) RETURNS boolean LANGUAGE plpgsql STABLE AS $stager$
DECLARE stager_value INTEGER;
BEGIN
  stager_value := ("score" #>> '{}')::INTEGER;
  RETURN false;
EXCEPTION WHEN OTHERS THEN
  RETURN true;
END $stager$;
CREATE SEQUENCE IF NOT EXISTS "stager_20260101000000_Customer_old_writes";
GRANT USAGE ON SEQUENCE "stager_20260101000000_Customer_old_writes" TO PUBLIC;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Customer"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW."number_v2" IS NULL AND NEW."number" IS NOT NULL) OR (NEW."plan_v2" IS NULL AND NEW."plan" IS NOT NULL) OR (NEW."bonus points_v2" IS NULL AND NEW."bonus points" IS NOT NULL) OR (NEW."tag_v2" IS NULL AND NEW."tag" IS NOT NULL) OR (NEW."labels_v2" IS NULL AND NEW."labels" IS NOT NULL) OR (NEW."score_v2" IS NULL AND NEW."score" IS NOT NULL) THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Customer_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."number_v2" IS NULL THEN NEW."number_v2" := (CASE WHEN NEW."number" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."number"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."number"::NUMERIC::INTEGER END END);
    ELSE NEW."number" := (NEW."number_v2"::TEXT); END IF;
    IF NEW."age_v2" IS NULL THEN NEW."age_v2" := (CASE WHEN NEW."age" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."age"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."age"::NUMERIC::INTEGER END END);
    ELSE NEW."age" := (NEW."age_v2"::TEXT); END IF;
    IF NEW."role_v2" IS NULL THEN NEW."role_v2" := (NEW."role"::TEXT);
    ELSE NEW."role" := "stager_20260101000000_Customer_role_v2_down"(NEW."role_v2"); END IF;
    IF NEW."plan_v2" IS NULL THEN NEW."plan_v2" := "stager_20260101000000_Customer_plan_v2_up"(NEW."plan");
    ELSE NEW."plan" := (NEW."plan_v2"::TEXT); END IF;
    IF NEW."active_v2" IS NULL THEN NEW."active_v2" := (NEW."active"::INTEGER::INTEGER);
    ELSE NEW."active" := (NEW."active_v2" <> 0); END IF;
    IF NEW."bonus points_v2" IS NULL THEN NEW."bonus points_v2" := (NEW."bonus points"::TEXT);
    ELSE NEW."bonus points" := (CASE WHEN NEW."bonus points_v2" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."bonus points_v2"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."bonus points_v2"::NUMERIC::INTEGER END END); END IF;
    IF NEW."tag_v2" IS NULL THEN NEW."tag_v2" := (CASE WHEN NEW."tag" IS NULL THEN ARRAY[]::TEXT[] WHEN NEW."tag"::TEXT IS NOT NULL THEN ARRAY[NEW."tag"::TEXT]::TEXT[] END);
    ELSE NEW."tag" := ((NEW."tag_v2")[1]::TEXT); END IF;
    IF NEW."labels_v2" IS NULL THEN NEW."labels_v2" := "stager_20260101000000_Customer_labels_v2_up"(NEW."labels");
    ELSE NEW."labels" := "stager_20260101000000_Customer_labels_v2_down"(NEW."labels_v2"); END IF;
    IF NEW."seen_v2" IS NULL THEN NEW."seen_v2" := "stager_20260101000000_Customer_seen_v2_up"(NEW."seen");
    ELSE NEW."seen" := "stager_20260101000000_Customer_seen_v2_down"(NEW."seen_v2"); END IF;
    IF NEW."score_v2" IS NULL THEN NEW."score_v2" := "stager_20260101000000_Customer_score_v2_up"(NEW."score");
    ELSE NEW."score" := (to_jsonb(NEW."score_v2")::JSONB); END IF;
  ELSE
    IF (NEW."number" IS DISTINCT FROM OLD."number" COLLATE "C" AND NOT NEW."number_v2" IS DISTINCT FROM OLD."number_v2") OR (NEW."age" IS DISTINCT FROM OLD."age" COLLATE "C" AND NOT NEW."age_v2" IS DISTINCT FROM OLD."age_v2") OR (NEW."role" IS DISTINCT FROM OLD."role" AND NOT NEW."role_v2" IS DISTINCT FROM OLD."role_v2" COLLATE "C") OR (NEW."plan" IS DISTINCT FROM OLD."plan" COLLATE "C" AND NOT NEW."plan_v2" IS DISTINCT FROM OLD."plan_v2") OR (NEW."active" IS DISTINCT FROM OLD."active" AND NOT NEW."active_v2" IS DISTINCT FROM OLD."active_v2") OR (NEW."bonus points" IS DISTINCT FROM OLD."bonus points" AND NOT NEW."bonus points_v2" IS DISTINCT FROM OLD."bonus points_v2" COLLATE "C") OR (NEW."tag" IS DISTINCT FROM OLD."tag" COLLATE "C" AND NOT NEW."tag_v2" IS DISTINCT FROM OLD."tag_v2" COLLATE "C") OR (NEW."labels" IS DISTINCT FROM OLD."labels" COLLATE "C" AND NOT NEW."labels_v2" IS DISTINCT FROM OLD."labels_v2" COLLATE "C") OR (NEW."seen" IS DISTINCT FROM OLD."seen" AND NOT NEW."seen_v2" IS DISTINCT FROM OLD."seen_v2") OR (NEW."score"::text IS DISTINCT FROM OLD."score"::text COLLATE "C" AND NOT NEW."score_v2" IS DISTINCT FROM OLD."score_v2") THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Customer_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."number_v2" IS DISTINCT FROM OLD."number_v2" THEN IF NEW."number_v2" IS DISTINCT FROM ((CASE WHEN NEW."number" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."number"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."number"::NUMERIC::INTEGER END END)) THEN NEW."number" := (NEW."number_v2"::TEXT); END IF;
    ELSIF NEW."number" IS DISTINCT FROM OLD."number" COLLATE "C" THEN NEW."number_v2" := (CASE WHEN NEW."number" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."number"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."number"::NUMERIC::INTEGER END END); END IF;
    IF NEW."age_v2" IS DISTINCT FROM OLD."age_v2" THEN IF NEW."age_v2" IS DISTINCT FROM ((CASE WHEN NEW."age" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."age"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."age"::NUMERIC::INTEGER END END)) THEN NEW."age" := (NEW."age_v2"::TEXT); END IF;
    ELSIF NEW."age" IS DISTINCT FROM OLD."age" COLLATE "C" THEN NEW."age_v2" := (CASE WHEN NEW."age" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."age"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."age"::NUMERIC::INTEGER END END); END IF;
    IF NEW."role_v2" IS DISTINCT FROM OLD."role_v2" COLLATE "C" THEN IF NEW."role_v2" IS DISTINCT FROM ((NEW."role"::TEXT)) COLLATE "C" THEN NEW."role" := "stager_20260101000000_Customer_role_v2_down"(NEW."role_v2"); END IF;
    ELSIF NEW."role" IS DISTINCT FROM OLD."role" THEN NEW."role_v2" := (NEW."role"::TEXT); END IF;
    IF NEW."plan_v2" IS DISTINCT FROM OLD."plan_v2" THEN IF NEW."plan_v2" IS DISTINCT FROM ("stager_20260101000000_Customer_plan_v2_up"(NEW."plan")) THEN NEW."plan" := (NEW."plan_v2"::TEXT); END IF;
    ELSIF NEW."plan" IS DISTINCT FROM OLD."plan" COLLATE "C" THEN NEW."plan_v2" := "stager_20260101000000_Customer_plan_v2_up"(NEW."plan"); END IF;
    IF NEW."active_v2" IS DISTINCT FROM OLD."active_v2" THEN IF NEW."active_v2" IS DISTINCT FROM ((NEW."active"::INTEGER::INTEGER)) THEN NEW."active" := (NEW."active_v2" <> 0); END IF;
    ELSIF NEW."active" IS DISTINCT FROM OLD."active" THEN NEW."active_v2" := (NEW."active"::INTEGER::INTEGER); END IF;
    IF NEW."bonus points_v2" IS DISTINCT FROM OLD."bonus points_v2" COLLATE "C" THEN IF NEW."bonus points_v2" IS DISTINCT FROM ((NEW."bonus points"::TEXT)) COLLATE "C" THEN NEW."bonus points" := (CASE WHEN NEW."bonus points_v2" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."bonus points_v2"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."bonus points_v2"::NUMERIC::INTEGER END END); END IF;
    ELSIF NEW."bonus points" IS DISTINCT FROM OLD."bonus points" THEN NEW."bonus points_v2" := (NEW."bonus points"::TEXT); END IF;
    IF NEW."tag_v2" IS DISTINCT FROM OLD."tag_v2" COLLATE "C" THEN IF NEW."tag_v2" IS DISTINCT FROM ((CASE WHEN NEW."tag" IS NULL THEN ARRAY[]::TEXT[] WHEN NEW."tag"::TEXT IS NOT NULL THEN ARRAY[NEW."tag"::TEXT]::TEXT[] END)) COLLATE "C" THEN NEW."tag" := ((NEW."tag_v2")[1]::TEXT); END IF;
    ELSIF NEW."tag" IS DISTINCT FROM OLD."tag" COLLATE "C" THEN NEW."tag_v2" := (CASE WHEN NEW."tag" IS NULL THEN ARRAY[]::TEXT[] WHEN NEW."tag"::TEXT IS NOT NULL THEN ARRAY[NEW."tag"::TEXT]::TEXT[] END); END IF;
    IF NEW."labels_v2" IS DISTINCT FROM OLD."labels_v2" COLLATE "C" THEN IF NEW."labels_v2" IS DISTINCT FROM ("stager_20260101000000_Customer_labels_v2_up"(NEW."labels")) COLLATE "C" THEN NEW."labels" := "stager_20260101000000_Customer_labels_v2_down"(NEW."labels_v2"); END IF;
    ELSIF NEW."labels" IS DISTINCT FROM OLD."labels" COLLATE "C" THEN NEW."labels_v2" := "stager_20260101000000_Customer_labels_v2_up"(NEW."labels"); END IF;
    IF NEW."seen_v2" IS DISTINCT FROM OLD."seen_v2" THEN IF NEW."seen_v2" IS DISTINCT FROM ("stager_20260101000000_Customer_seen_v2_up"(NEW."seen")) THEN NEW."seen" := "stager_20260101000000_Customer_seen_v2_down"(NEW."seen_v2"); END IF;
    ELSIF NEW."seen" IS DISTINCT FROM OLD."seen" THEN NEW."seen_v2" := "stager_20260101000000_Customer_seen_v2_up"(NEW."seen"); END IF;
    IF NEW."score_v2" IS DISTINCT FROM OLD."score_v2" THEN IF NEW."score_v2" IS DISTINCT FROM ("stager_20260101000000_Customer_score_v2_up"(NEW."score")) THEN NEW."score" := (to_jsonb(NEW."score_v2")::JSONB); END IF;
    ELSIF NEW."score"::text IS DISTINCT FROM OLD."score"::text COLLATE "C" THEN NEW."score_v2" := "stager_20260101000000_Customer_score_v2_up"(NEW."score"); END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Customer" BEFORE INSERT ON "Customer" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Customer"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Customer_update" BEFORE UPDATE ON "Customer" FOR EACH ROW WHEN ((NEW."number_v2" IS DISTINCT FROM OLD."number_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."number" IS DISTINCT FROM OLD."number" COLLATE "C") OR (NEW."age_v2" IS DISTINCT FROM OLD."age_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."age" IS DISTINCT FROM OLD."age" COLLATE "C") OR (NEW."role_v2" IS DISTINCT FROM OLD."role_v2" COLLATE "C" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."role" IS DISTINCT FROM OLD."role") OR (NEW."plan_v2" IS DISTINCT FROM OLD."plan_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."plan" IS DISTINCT FROM OLD."plan" COLLATE "C") OR (NEW."active_v2" IS DISTINCT FROM OLD."active_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."active" IS DISTINCT FROM OLD."active") OR (NEW."bonus points_v2" IS DISTINCT FROM OLD."bonus points_v2" COLLATE "C" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."bonus points" IS DISTINCT FROM OLD."bonus points") OR (NEW."tag_v2" IS DISTINCT FROM OLD."tag_v2" COLLATE "C" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."tag" IS DISTINCT FROM OLD."tag" COLLATE "C") OR (NEW."labels_v2" IS DISTINCT FROM OLD."labels_v2" COLLATE "C" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."labels" IS DISTINCT FROM OLD."labels" COLLATE "C") OR (NEW."seen_v2" IS DISTINCT FROM OLD."seen_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."seen" IS DISTINCT FROM OLD."seen") OR (NEW."score_v2" IS DISTINCT FROM OLD."score_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."score"::text IS DISTINCT FROM OLD."score"::text COLLATE "C")) EXECUTE FUNCTION "stager_20260101000000_Customer"();
COMMIT;
