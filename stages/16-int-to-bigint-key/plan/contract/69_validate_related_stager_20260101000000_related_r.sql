-- prove the foreign key _Related (B_stager) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on _Related
-- Lock: ROW SHARE on Post
ALTER TABLE "_Related" VALIDATE CONSTRAINT "stager_20260101000000__Related__Related_B_fkey";
