-- new rows of Line need ticket
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Line" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Line_ticket_nn";
ALTER TABLE "Line" ADD CONSTRAINT "stager_20260101000000_Line_ticket_nn" CHECK ("ticket" IS NOT NULL) NOT VALID;
COMMIT;
