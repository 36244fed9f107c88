import type { Session } from '../run/ports.ts'

/** How many rows the blog gets for so many posts. */
export interface SeededRows {
  readonly posts: number
  readonly authors: number
  readonly comments: number
}

/** The proportions of a blog: an author writes a hundred posts, every fourth post has a comment. */
export function seededRows(posts: number): SeededRows {
  return { posts, authors: Math.max(1, Math.ceil(posts / 100)), comments: Math.ceil(posts / 4) }
}

/** Fills an empty blog, one statement a table: a few seconds for a million posts. */
export async function seedBlog(session: Session, rows: SeededRows): Promise<void> {
  await session.script(`
    INSERT INTO "Author" ("email", "name", "joinedAt")
    SELECT 'author' || n || '@blog.example', 'Author ' || n, TIMESTAMP '2015-01-01' + n * INTERVAL '1 hour'
    FROM generate_series(1, ${rows.authors}) AS n;

    INSERT INTO "BlogPost" ("title", "author", "writerId", "body", "excerpt", "importedFrom", "views", "publishedAt", "updatedAt")
    SELECT
      'Étude ' || n || ': what we learned in week ' || n % 52,
      'Author ' || 1 + n % ${rows.authors},
      1 + n % ${rows.authors},
      repeat(md5(n::text) || ' ', 5),
      CASE WHEN n % 3 = 0 THEN NULL ELSE left(md5(n::text), 20) END,
      CASE WHEN n % 10 = 0 THEN 'https://old.blog.example/?p=' || n END,
      n % 1000,
      TIMESTAMP '2015-01-01' + n * INTERVAL '10 minutes',
      TIMESTAMP '2015-01-01' + n * INTERVAL '10 minutes'
    FROM generate_series(1, ${rows.posts}) AS n;

    INSERT INTO "Comment" ("postId", "name", "body", "createdAt")
    SELECT 1 + n * 4 % ${rows.posts}, 'Reader ' || n, 'Comment ' || md5(n::text), TIMESTAMP '2016-01-01' + n * INTERVAL '10 minutes'
    FROM generate_series(1, ${rows.comments}) AS n`)
  // The planner's statistics are what estimates and progress go by.
  await session.script('ANALYZE "Author", "BlogPost", "Comment"')
}
