import type { Database, Clock, Session } from '../run/ports.ts'
import { DatabaseError } from '../run/database-error.ts'
import type { ApplicationOptions } from './application.ts'
import { withApplications } from './application.ts'
import type { TrafficStatistics } from './statistics.ts'

/** How a change without stages went, and what the running application felt of it. */
export interface PlainAttempt {
  readonly sql: string
  /** The statement that the database refused and what it said; null when all of them ran. */
  readonly refused: { readonly statement: string; readonly error: string } | null
  readonly milliseconds: number
  readonly traffic: TrafficStatistics
}

export interface PlainReport {
  /** The migration as Prisma writes it. */
  readonly generated: PlainAttempt
  /** The migration as a team writes it when that one has failed. */
  readonly byHand: PlainAttempt
}

/** One transaction that renames, fills, tightens and drops. */
const handWritten = `BEGIN;
ALTER TABLE "BlogPost" RENAME COLUMN "author" TO "authorName";
ALTER TABLE "BlogPost" ADD COLUMN "slug" TEXT;
UPDATE "BlogPost" SET
  "slug" = trim(BOTH '-' FROM regexp_replace(lower("title"), '[^a-z0-9]+', '-', 'g')) || '-' || "id",
  "excerpt" = coalesce("excerpt", left("body", 140));
ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET NOT NULL, ALTER COLUMN "excerpt" SET NOT NULL, DROP COLUMN "importedFrom";
CREATE UNIQUE INDEX "BlogPost_slug_key" ON "BlogPost"("slug");
CREATE UNIQUE INDEX "BlogPost_writerId_title_key" ON "BlogPost"("writerId", "title");
CREATE INDEX "BlogPost_publishedAt_idx" ON "BlogPost"("publishedAt");
ALTER TABLE "BlogPost" ADD CONSTRAINT "BlogPost_writerId_fkey"
  FOREIGN KEY ("writerId") REFERENCES "Author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
COMMIT`

export interface PlainOptions {
  readonly database: Database
  readonly application: ApplicationOptions
  /** Prisma's own SQL for the change. */
  readonly generatedSql: string
  readonly clock: Clock
  readonly signal: AbortSignal
}

const beforeMilliseconds = 500
const afterMilliseconds = 1000

/** Makes the same change without stages, on a copy of the data, under the old application. */
export async function tryPlainWay({ database, application, generatedSql, clock, signal }: PlainOptions): Promise<PlainReport> {
  return withApplications(async (applications) => {
    await applications.start(application)
    const attempt = async (sql: string, statements: readonly string[]): Promise<PlainAttempt> => {
      await clock.sleep(beforeMilliseconds, signal)
      await applications.take()
      const startedAt = clock.monotonic()
      const refused = await database.withSession((session) => runUntilRefused(session, statements))
      const milliseconds = clock.monotonic() - startedAt
      await clock.sleep(afterMilliseconds, signal)
      return { sql, refused, milliseconds, traffic: await applications.take() }
    }
    return {
      generated: await attempt(generatedSql, statementsOf(generatedSql)),
      byHand: await attempt(handWritten, [handWritten]),
    }
  })
}

/** One after another, each committed by itself, as `prisma migrate deploy` does. */
async function runUntilRefused(session: Session, statements: readonly string[]): Promise<PlainAttempt['refused']> {
  for (const statement of statements) {
    try {
      await session.script(statement)
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      return { statement, error: error.message }
    }
  }
  return null
}

/** Prisma's DDL has no semicolon but at the end of a statement's last line. */
export function statementsOf(sql: string): readonly string[] {
  return sql
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
