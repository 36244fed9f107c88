-- drop foreign key _Related_A_fkey of _Related
-- Lock: ACCESS EXCLUSIVE on _Related
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "_Related" DROP CONSTRAINT IF EXISTS "_Related_A_fkey";
COMMIT;
