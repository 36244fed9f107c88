-- add PostTag.taggedAt
-- add PostTag.note
-- Lock: ACCESS EXCLUSIVE on PostTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "PostTag" ADD COLUMN IF NOT EXISTS "taggedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "PostTag" ADD COLUMN IF NOT EXISTS "note" TEXT;
COMMIT;
