-- give Ticket.state its old default again
-- give Ticket.priority its old default again
-- Lock: ACCESS EXCLUSIVE on Ticket
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Ticket" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "Ticket" ALTER COLUMN "priority" SET DEFAULT 3;
COMMIT;
