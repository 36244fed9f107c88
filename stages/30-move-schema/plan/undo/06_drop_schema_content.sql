-- drop schema content again
DROP SCHEMA IF EXISTS "content";
