-- add id_stager beside Post.id: its value as BIGINT
-- add authorId_stager beside Post.authorId: its value as BIGINT
-- add reviewerId_stager beside Post.reviewerId: its value as BIGINT
-- keep old and new columns of Post in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "id_stager" BIGINT;
ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "authorId_stager" BIGINT;
ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "reviewerId_stager" BIGINT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Post"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."id_stager" := (NEW."id"::BIGINT);
    NEW."authorId_stager" := (NEW."authorId"::BIGINT);
    NEW."reviewerId_stager" := (NEW."reviewerId"::BIGINT);
  ELSE
    IF NEW."id" IS DISTINCT FROM OLD."id" THEN NEW."id_stager" := (NEW."id"::BIGINT);
    END IF;
    IF NEW."authorId" IS DISTINCT FROM OLD."authorId" THEN NEW."authorId_stager" := (NEW."authorId"::BIGINT);
    ELSIF NEW."authorId_stager" IS DISTINCT FROM OLD."authorId_stager" AND OLD."authorId_stager" IS NOT NULL THEN NEW."authorId" := (CASE WHEN NEW."authorId_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."authorId_stager"::INTEGER END);
    END IF;
    IF NEW."reviewerId" IS DISTINCT FROM OLD."reviewerId" THEN NEW."reviewerId_stager" := (NEW."reviewerId"::BIGINT);
    ELSIF NEW."reviewerId_stager" IS DISTINCT FROM OLD."reviewerId_stager" AND OLD."reviewerId_stager" IS NOT NULL THEN NEW."reviewerId" := (CASE WHEN NEW."reviewerId_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."reviewerId_stager"::INTEGER END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Post" BEFORE INSERT OR UPDATE ON "Post" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Post"();
COMMIT;
