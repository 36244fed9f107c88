-- Odd and even keys of a table are visited in batches of their own.
-- AlterTable
ALTER TABLE "stager"."backfills" ADD COLUMN     "odd_cursor" TEXT;
