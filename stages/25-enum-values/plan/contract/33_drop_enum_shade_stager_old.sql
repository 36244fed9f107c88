-- drop Shade_stager_old, which Shade was
DROP TYPE IF EXISTS "Shade_stager_old";
