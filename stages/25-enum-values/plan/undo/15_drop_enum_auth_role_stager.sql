-- drop enum auth.Role_stager again
DROP TYPE IF EXISTS "auth"."Role_stager";
