-- Line.ticket becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Line" ALTER COLUMN "ticket" SET NOT NULL;
ALTER TABLE "Line" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Line_ticket_nn";
COMMIT;
