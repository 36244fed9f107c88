-- drop Session again
-- Lock: ACCESS EXCLUSIVE on Session
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TABLE IF EXISTS "Session";
COMMIT;
