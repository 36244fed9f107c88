-- add Post.tenancyId as optional
-- keep old and new columns of Post in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "tenancyId" INTEGER;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Post"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."tenancyId" IS NULL THEN NEW."tenancyId" := 1; END IF;
  ELSE
    IF NEW."tenancyId" IS NULL THEN NEW."tenancyId" := 1; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Post" BEFORE INSERT ON "Post" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Post"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Post_update" BEFORE UPDATE ON "Post" FOR EACH ROW WHEN ((NEW."tenancyId" IS NULL)) EXECUTE FUNCTION "stager_20260101000000_Post"();
COMMIT;
