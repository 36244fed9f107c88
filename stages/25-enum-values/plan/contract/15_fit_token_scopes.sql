-- prove that every value of auth.Token.scopes fits into "auth"."Role"[]
-- Lock: SHARE UPDATE EXCLUSIVE on auth.Token
ALTER TABLE "auth"."Token" VALIDATE CONSTRAINT "stager_20260101000000_Token_scopes_fit";
