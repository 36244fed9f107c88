-- drop foreign key _PostToTag_A_fkey of _PostToTag
-- Lock: ACCESS EXCLUSIVE on _PostToTag
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "_PostToTag" DROP CONSTRAINT IF EXISTS "_PostToTag_A_fkey";
COMMIT;
