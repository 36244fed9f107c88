-- what is written to Shelf.currency goes to Warehouse.currency by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Shelf
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Shelf_currency_pull"() RETURNS trigger LANGUAGE plpgsql AS $stager$
DECLARE other "Warehouse"."currency"%TYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT NEW."currency" IS NULL THEN RETURN NEW; END IF;
  ELSE
    IF NOT (NEW."region" IS DISTINCT FROM OLD."region" OR NEW."code" IS DISTINCT FROM OLD."code") OR NEW."currency" IS DISTINCT FROM OLD."currency" COLLATE "C" THEN RETURN NEW; END IF;
    SELECT p."currency" INTO other FROM "Warehouse" AS p WHERE p."region" = OLD."region" AND p."code" = OLD."code";
    IF other IS DISTINCT FROM OLD."currency" COLLATE "C" THEN RETURN NEW; END IF;
  END IF;
  SELECT p."currency" INTO other FROM "Warehouse" AS p WHERE p."region" = NEW."region" AND p."code" = NEW."code" FOR NO KEY UPDATE OF p;
  NEW."currency" := COALESCE(other, NEW."currency");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Shelf_currency_pull" BEFORE INSERT OR UPDATE ON "Shelf" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Shelf_currency_pull"();
CREATE OR REPLACE FUNCTION "stager_20260101000000_Shelf_currency_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT (NEW."currency" IS DISTINCT FROM OLD."currency" COLLATE "C" OR NEW."region" IS DISTINCT FROM OLD."region" OR NEW."code" IS DISTINCT FROM OLD."code") THEN RETURN NEW; END IF;
  UPDATE "Warehouse" AS p SET "currency" = NEW."currency" WHERE p."region" = NEW."region" AND p."code" = NEW."code" AND p."currency" IS DISTINCT FROM NEW."currency" COLLATE "C" AND NOT EXISTS (SELECT 1 FROM "Shelf" AS c WHERE p."region" = c."region" AND p."code" = c."code" AND c."currency" IS DISTINCT FROM NEW."currency" COLLATE "C") AND NOT (p."currency" IS NULL AND NOT (NEW."currency" IS DISTINCT FROM CAST('EUR' AS TEXT) COLLATE "C"));
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Shelf_currency_push" AFTER INSERT OR UPDATE ON "Shelf" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Shelf_currency_push"();
COMMIT;
