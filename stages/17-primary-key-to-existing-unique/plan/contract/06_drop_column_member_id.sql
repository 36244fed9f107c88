-- drop Member.id
-- Lock: ACCESS EXCLUSIVE on Member
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Member" DROP COLUMN IF EXISTS "id";
COMMIT;
