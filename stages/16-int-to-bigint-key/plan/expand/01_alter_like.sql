-- add userId_stager beside Like.userId: its value as BIGINT
-- add postId_stager beside Like.postId: its value as BIGINT
-- keep old and new columns of Like in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Like" ADD COLUMN IF NOT EXISTS "userId_stager" BIGINT;
ALTER TABLE "Like" ADD COLUMN IF NOT EXISTS "postId_stager" BIGINT;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Like"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW."userId_stager" := (NEW."userId"::BIGINT);
    NEW."postId_stager" := (NEW."postId"::BIGINT);
  ELSE
    IF NEW."userId" IS DISTINCT FROM OLD."userId" THEN NEW."userId_stager" := (NEW."userId"::BIGINT);
    ELSIF NEW."userId_stager" IS DISTINCT FROM OLD."userId_stager" AND OLD."userId_stager" IS NOT NULL THEN NEW."userId" := (CASE WHEN NEW."userId_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."userId_stager"::INTEGER END);
    END IF;
    IF NEW."postId" IS DISTINCT FROM OLD."postId" THEN NEW."postId_stager" := (NEW."postId"::BIGINT);
    ELSIF NEW."postId_stager" IS DISTINCT FROM OLD."postId_stager" AND OLD."postId_stager" IS NOT NULL THEN NEW."postId" := (CASE WHEN NEW."postId_stager" BETWEEN -2147483648 AND 2147483647 THEN NEW."postId_stager"::INTEGER END);
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Like" BEFORE INSERT OR UPDATE ON "Like" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Like"();
COMMIT;
