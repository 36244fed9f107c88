-- new rows of Invitation need role_stager
-- new values of Invitation.roles fit into "Role"[]
-- new values of Invitation.colour fit into "Shade"
-- Lock: ACCESS EXCLUSIVE on Invitation
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Invitation_role_stager_nn";
ALTER TABLE "Invitation" ADD CONSTRAINT "stager_20260101000000_Invitation_role_stager_nn" CHECK ("role_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Invitation_roles_fit";
ALTER TABLE "Invitation" ADD CONSTRAINT "stager_20260101000000_Invitation_roles_fit" CHECK ("roles" IS NULL OR "roles_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Invitation_colour_fit";
ALTER TABLE "Invitation" ADD CONSTRAINT "stager_20260101000000_Invitation_colour_fit" CHECK ("colour" IS NULL OR "colour_stager" IS NOT NULL) NOT VALID;
COMMIT;
