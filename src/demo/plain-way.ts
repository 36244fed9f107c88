import type { Session } from '../run/ports.ts'
import { DatabaseError } from '../run/ports.ts'

/** How a change without stages went. */
export interface PlainResult {
  /** The statement that the database refused, in its first line, and what it said; null when all of them ran. */
  readonly refused: { readonly statement: string; readonly error: string } | null
  readonly milliseconds: number
}

/** What a team makes of Prisma's migration when it has failed: one transaction that renames, fills and tightens. */
export const handWrittenMigration = `BEGIN;
ALTER TABLE "BlogPost" RENAME COLUMN "author" TO "authorName";
ALTER TABLE "BlogPost" ADD COLUMN "slug" TEXT;
UPDATE "BlogPost" SET
  "slug" = trim(BOTH '-' FROM regexp_replace(lower("title"), '[^a-z0-9]+', '-', 'g')) || '-' || "id",
  "excerpt" = coalesce("excerpt", left("body", 140));
ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET NOT NULL, ALTER COLUMN "excerpt" SET NOT NULL, DROP COLUMN "importedFrom";
CREATE UNIQUE INDEX "BlogPost_slug_key" ON "BlogPost"("slug");
CREATE UNIQUE INDEX "BlogPost_writerId_title_key" ON "BlogPost"("writerId", "title");
CREATE INDEX "BlogPost_publishedAt_idx" ON "BlogPost"("publishedAt");
ALTER TABLE "BlogPost" ADD CONSTRAINT "BlogPost_writerId_fkey" FOREIGN KEY ("writerId") REFERENCES "Author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
COMMIT`

/** Runs statements one after another until one is refused, as `prisma migrate deploy` does. */
export async function runPlainly(session: Session, statements: readonly string[]): Promise<PlainResult> {
  const startedAt = performance.now()
  for (const statement of statements) {
    try {
      await session.script(statement)
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      return { refused: { statement, error: error.message }, milliseconds: performance.now() - startedAt }
    }
  }
  return { refused: null, milliseconds: performance.now() - startedAt }
}
