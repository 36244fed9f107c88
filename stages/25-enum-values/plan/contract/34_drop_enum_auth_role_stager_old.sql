-- drop auth.Role_stager_old, which auth.Role was
DROP TYPE IF EXISTS "auth"."Role_stager_old";
