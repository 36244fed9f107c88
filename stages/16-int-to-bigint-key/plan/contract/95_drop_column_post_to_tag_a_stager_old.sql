-- drop the INTEGER that _PostToTag.A was
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "_PostToTag" DROP COLUMN IF EXISTS "A_stager_old";
COMMIT;
