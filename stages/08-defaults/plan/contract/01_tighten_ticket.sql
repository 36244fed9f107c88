-- drop the default of Ticket.channel
-- Lock: ACCESS EXCLUSIVE on Ticket
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Ticket" ALTER COLUMN "channel" DROP DEFAULT;
COMMIT;
