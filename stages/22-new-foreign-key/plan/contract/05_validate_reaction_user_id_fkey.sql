-- prove the foreign key Reaction (userId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Reaction
ALTER TABLE "Reaction" VALIDATE CONSTRAINT "Reaction_userId_fkey";
