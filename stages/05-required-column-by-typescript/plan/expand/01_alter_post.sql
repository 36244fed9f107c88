-- add Post.slug as optional
-- keep old and new columns of Post in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "slug" TEXT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Post"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NULL;
  ELSE
    IF (NEW."title" IS DISTINCT FROM OLD."title" COLLATE "C") AND NOT (NEW."slug" IS DISTINCT FROM OLD."slug" COLLATE "C") THEN NEW."slug" := NULL; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Post" BEFORE INSERT ON "Post" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Post"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Post_update" BEFORE UPDATE ON "Post" FOR EACH ROW WHEN (((NEW."title" IS DISTINCT FROM OLD."title" COLLATE "C") AND NOT (NEW."slug" IS DISTINCT FROM OLD."slug" COLLATE "C"))) EXECUTE FUNCTION "stager_20260101000000_Post"();
COMMIT;
