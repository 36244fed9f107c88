-- new rows of Label need tenancyId
-- Lock: ACCESS EXCLUSIVE on Label
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Label" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Label_tenancyId_nn";
ALTER TABLE "Label" ADD CONSTRAINT "stager_20260101000000_Label_tenancyId_nn" CHECK ("tenancyId" IS NOT NULL) NOT VALID;
COMMIT;
