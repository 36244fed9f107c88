-- foreign key User (tenancyId, teamId) -> Team for new rows
-- Lock: SHARE ROW EXCLUSIVE on User
-- Lock: SHARE ROW EXCLUSIVE on Team
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"User"'::regclass AND conname = 'User_tenancyId_teamId_fkey') THEN
    ALTER TABLE "User" ADD CONSTRAINT "User_tenancyId_teamId_fkey" FOREIGN KEY ("tenancyId", "teamId") REFERENCES "Team"("tenancyId", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
