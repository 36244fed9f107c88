-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Like" AS t WHERE t."userId_stager" IS DISTINCT FROM (t."userId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Like whose userId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Like" AS t WHERE t."userId" IS NOT NULL AND t."userId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Like whose userId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Like.userId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Like" AS t WHERE t."userId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Like with NULL in userId as BIGINT', HINT = 'give these rows a value in userId, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Like" AS t WHERE t."postId_stager" IS DISTINCT FROM (t."postId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Like whose postId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Like" AS t WHERE t."postId" IS NOT NULL AND t."postId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Like whose postId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Like.postId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Like" AS t WHERE t."postId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Like with NULL in postId as BIGINT', HINT = 'give these rows a value in postId, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Note" AS t WHERE t."userId_stager" IS DISTINCT FROM (t."userId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Note whose userId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Note" AS t WHERE t."userId" IS NOT NULL AND t."userId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Note whose userId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Note.userId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Note" AS t WHERE t."userId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Note with NULL in userId as BIGINT', HINT = 'give these rows a value in userId, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Note" AS t WHERE t."postId_stager" IS DISTINCT FROM (t."postId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Note whose postId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Note" AS t WHERE t."postId" IS NOT NULL AND t."postId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Note whose postId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Note.postId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Note" AS t WHERE t."postId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Note with NULL in postId as BIGINT', HINT = 'give these rows a value in postId, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."id_stager" IS DISTINCT FROM (t."id"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose id has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."id" IS NOT NULL AND t."id_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose id BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Post.id=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."id_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post with NULL in id as BIGINT', HINT = 'give these rows a value in id, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."authorId_stager" IS DISTINCT FROM (t."authorId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose authorId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."authorId" IS NOT NULL AND t."authorId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose authorId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Post.authorId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."authorId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post with NULL in authorId as BIGINT', HINT = 'give these rows a value in authorId, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."reviewerId_stager" IS DISTINCT FROM (t."reviewerId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose reviewerId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."reviewerId" IS NOT NULL AND t."reviewerId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose reviewerId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Post.reviewerId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE t."userId_stager" IS DISTINCT FROM (t."userId"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile whose userId has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE t."userId" IS NOT NULL AND t."userId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile whose userId BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''Profile.userId=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE t."userId_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile with NULL in userId as BIGINT', HINT = 'give these rows a value in userId, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "users" AS t WHERE t."id_stager" IS DISTINCT FROM (t."id"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of users whose id has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "users" AS t WHERE t."id" IS NOT NULL AND t."id_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of users whose id BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''User.id=<sql expression>'', which says what becomes of them';
  END IF;
  IF (SELECT count(*) FROM "users" AS t WHERE t."id_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of users with NULL in id as BIGINT', HINT = 'give these rows a value in id, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "users" AS t WHERE t."boss_id_stager" IS DISTINCT FROM (t."boss_id"::BIGINT)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of users whose boss_id has not been converted to BIGINT', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "users" AS t WHERE t."boss_id" IS NOT NULL AND t."boss_id_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of users whose boss_id BIGINT does not hold in full', HINT = 'correct these values, or undo and plan again with --fill ''User.bossId=<sql expression>'', which says what becomes of them';
  END IF;
END $stager$;
