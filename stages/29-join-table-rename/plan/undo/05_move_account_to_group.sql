-- rename constraint _AccountToGroup_B_fkey of _AccountToGroup to _GroupToUser_A_fkey
-- rename constraint _AccountToGroup_A_fkey of _AccountToGroup to _GroupToUser_B_fkey
-- _AccountToGroup gets its former key again
-- drop the view _GroupToUser
-- _AccountToGroup becomes _GroupToUser again
-- Lock: ACCESS EXCLUSIVE on _AccountToGroup
-- Lock: ACCESS EXCLUSIVE on _GroupToUser
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_AccountToGroup"') IS NOT NULL THEN LOCK TABLE "_AccountToGroup" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_GroupToUser"') IS NOT NULL THEN LOCK TABLE "_GroupToUser" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_AccountToGroup"') AND conname = '_AccountToGroup_B_fkey') THEN
    ALTER TABLE "_AccountToGroup" RENAME CONSTRAINT "_AccountToGroup_B_fkey" TO "_GroupToUser_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_AccountToGroup"') AND conname = '_AccountToGroup_A_fkey') THEN
    ALTER TABLE "_AccountToGroup" RENAME CONSTRAINT "_AccountToGroup_A_fkey" TO "_GroupToUser_B_fkey";
  END IF;
END $stager$;
ALTER TABLE "_AccountToGroup" DROP CONSTRAINT IF EXISTS "_AccountToGroup_AB_pkey";
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_AccountToGroup"') AND conname = '_GroupToUser_AB_pkey') THEN
    ALTER TABLE "_AccountToGroup" ADD CONSTRAINT "_GroupToUser_AB_pkey" PRIMARY KEY USING INDEX "_GroupToUser_AB_pkey";
  END IF;
END $stager$;
DROP INDEX IF EXISTS "_AccountToGroup_B_index";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_GroupToUser"') AND relkind IN ('v')) THEN
    DROP VIEW "_GroupToUser";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_AccountToGroup"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_AccountToGroup" RENAME TO "_GroupToUser";
    ALTER TABLE "_GroupToUser" RENAME COLUMN "B" TO "stager_B";
    ALTER TABLE "_GroupToUser" RENAME COLUMN "A" TO "stager_A";
    ALTER TABLE "_GroupToUser" RENAME COLUMN "stager_B" TO "A";
    ALTER TABLE "_GroupToUser" RENAME COLUMN "stager_A" TO "B";
  END IF;
END $stager$;
COMMIT;
