-- prove that no row has NULL in Warehouse.currency
-- Lock: SHARE UPDATE EXCLUSIVE on Warehouse
ALTER TABLE "Warehouse" VALIDATE CONSTRAINT "stager_20260101000000_Warehouse_currency_nn";
