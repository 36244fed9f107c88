-- drop Badge
-- Lock: ACCESS EXCLUSIVE on Badge
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TABLE IF EXISTS "Badge";
COMMIT;
