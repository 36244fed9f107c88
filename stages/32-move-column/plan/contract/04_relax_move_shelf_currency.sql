-- a row of Shelf that is deleted takes Warehouse.currency along: the old application is gone
-- Lock: SHARE ROW EXCLUSIVE on Shelf
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE OR REPLACE FUNCTION "stager_20260101000000_Shelf_currency_gone"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  UPDATE "Warehouse" AS p SET "currency" = NULL WHERE p."region" = OLD."region" AND p."code" = OLD."code" AND p."currency" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Shelf" AS c WHERE p."region" = c."region" AND p."code" = c."code");
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Shelf_currency_gone" AFTER DELETE ON "Shelf" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Shelf_currency_gone"();
COMMIT;
