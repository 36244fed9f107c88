-- add BlogPost.authorName beside author
-- add BlogPost.slug beside handle
-- keep old and new columns of BlogPost in step by a trigger
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" ADD COLUMN IF NOT EXISTS "authorName" TEXT;
ALTER TABLE "BlogPost" ALTER COLUMN "author" DROP NOT NULL;
ALTER TABLE "BlogPost" ADD COLUMN IF NOT EXISTS "slug" TEXT;
ALTER TABLE "BlogPost" ALTER COLUMN "handle" DROP NOT NULL;
CREATE OR REPLACE FUNCTION "stager_20260101000000_BlogPost"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."authorName" IS NULL THEN NEW."authorName" := NEW."author";
    ELSE NEW."author" := NEW."authorName"; END IF;
    IF NEW."slug" IS NULL THEN NEW."slug" := NEW."handle";
    ELSE NEW."handle" := NEW."slug"; END IF;
  ELSE
    IF NEW."authorName" IS DISTINCT FROM OLD."authorName" THEN NEW."author" := NEW."authorName";
    ELSIF NEW."author" IS DISTINCT FROM OLD."author" THEN NEW."authorName" := NEW."author"; END IF;
    IF NEW."slug" IS DISTINCT FROM OLD."slug" THEN NEW."handle" := NEW."slug";
    ELSIF NEW."handle" IS DISTINCT FROM OLD."handle" THEN NEW."slug" := NEW."handle"; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_BlogPost" BEFORE INSERT OR UPDATE ON "BlogPost" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_BlogPost"();
COMMIT;
