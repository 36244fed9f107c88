-- drop PostTag.note again
-- Lock: ACCESS EXCLUSIVE on PostTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "PostTag" DROP COLUMN IF EXISTS "note";
COMMIT;
