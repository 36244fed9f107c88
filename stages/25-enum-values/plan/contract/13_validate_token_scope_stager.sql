-- prove that no row has NULL in auth.Token.scope_stager
-- Lock: SHARE UPDATE EXCLUSIVE on auth.Token
ALTER TABLE "auth"."Token" VALIDATE CONSTRAINT "stager_20260101000000_Token_scope_stager_nn";
