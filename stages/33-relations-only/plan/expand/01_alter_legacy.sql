-- add Legacy.token as optional
-- Lock: ACCESS EXCLUSIVE on Legacy
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Legacy" ADD COLUMN IF NOT EXISTS "token" TEXT;
ALTER TABLE "Legacy" ALTER COLUMN "token" SET DEFAULT md5((random())::text);
COMMIT;
