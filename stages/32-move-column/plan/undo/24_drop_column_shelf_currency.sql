-- drop Shelf.currency again
-- Lock: ACCESS EXCLUSIVE on Shelf
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Shelf" DROP COLUMN IF EXISTS "currency";
COMMIT;
