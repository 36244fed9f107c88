-- drop Role_stager_old, which Role was
DROP TYPE IF EXISTS "Role_stager_old";
