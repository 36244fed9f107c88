-- set the default of Ticket.state
-- set the default of Ticket.priority
-- Lock: ACCESS EXCLUSIVE on Ticket
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Ticket" ALTER COLUMN "state" SET DEFAULT 'open';
ALTER TABLE "Ticket" ALTER COLUMN "priority" SET DEFAULT 5;
COMMIT;
