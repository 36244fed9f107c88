-- drop enum Device again
DROP TYPE IF EXISTS "Device";
