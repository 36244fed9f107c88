-- foreign key Order (customerNo_v2) -> Customer for new rows
-- Lock: SHARE ROW EXCLUSIVE on Order
-- Lock: SHARE ROW EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Order"'::regclass AND conname = 'Order_customerNo_v2_fkey') THEN
    ALTER TABLE "Order" ADD CONSTRAINT "Order_customerNo_v2_fkey" FOREIGN KEY ("customerNo_v2") REFERENCES "Customer"("number_v2") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
