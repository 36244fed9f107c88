-- drop the dual-write trigger of BlogPost
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_BlogPost" ON "BlogPost";
DROP TRIGGER IF EXISTS "stager_20260101000000_BlogPost_update" ON "BlogPost";
DROP FUNCTION IF EXISTS "stager_20260101000000_BlogPost"();
DROP SEQUENCE IF EXISTS "stager_20260101000000_BlogPost_old_writes";
COMMIT;
