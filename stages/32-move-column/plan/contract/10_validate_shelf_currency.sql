-- prove that no row has NULL in Shelf.currency
-- Lock: SHARE UPDATE EXCLUSIVE on Shelf
ALTER TABLE "Shelf" VALIDATE CONSTRAINT "stager_20260101000000_Shelf_currency_nn";
