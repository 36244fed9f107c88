-- build unique index stager_20260101000000_Token_scope_id_key on auth.Token
-- Lock: SHARE UPDATE EXCLUSIVE on auth.Token
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_Token_scope_id_key" ON "auth"."Token"("scope_stager", "id");
