-- foreign key Reaction (userId) -> User for new rows
-- Lock: SHARE ROW EXCLUSIVE on Reaction
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Reaction"'::regclass AND conname = 'Reaction_userId_fkey') THEN
    ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
