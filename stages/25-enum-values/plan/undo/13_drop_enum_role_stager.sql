-- drop enum Role_stager again
DROP TYPE IF EXISTS "Role_stager";
