-- what is written to Warehouse.currency goes to Shelf.currency by a trigger
-- Lock: SHARE ROW EXCLUSIVE on Warehouse
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Warehouse_currency_push"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF NOT (NEW."currency" IS DISTINCT FROM OLD."currency" COLLATE "C") THEN RETURN NEW; END IF;
  UPDATE "Shelf" AS c SET "currency" = NEW."currency" WHERE NEW."region" = c."region" AND NEW."code" = c."code" AND c."currency" IS DISTINCT FROM NEW."currency" COLLATE "C";
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Warehouse_currency_push" AFTER UPDATE ON "Warehouse" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Warehouse_currency_push"();
COMMIT;
