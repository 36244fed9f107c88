-- prove the foreign key User_leadId_fkey of User again, which uses User_id_key now
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "User_leadId_fkey";
