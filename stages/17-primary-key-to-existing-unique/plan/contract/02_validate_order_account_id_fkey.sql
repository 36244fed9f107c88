-- prove the foreign key Order_accountId_fkey of Order again, which uses Account_id_key now
-- Lock: SHARE UPDATE EXCLUSIVE on Order
-- Lock: ROW SHARE on Account
ALTER TABLE "Order" VALIDATE CONSTRAINT "Order_accountId_fkey";
