-- drop enum Shade_stager again
DROP TYPE IF EXISTS "Shade_stager";
