-- prove the foreign key Reaction (userId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Reaction
-- Lock: ROW SHARE on User
ALTER TABLE "Reaction" VALIDATE CONSTRAINT "Reaction_userId_fkey";
