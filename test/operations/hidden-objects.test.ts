import { describe, expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { runOperationCase } from '../helpers/operation-case.ts'

const role = (name: string) => `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`

/** The new column of a rename comes last, so the old one does too. */
const schema = (name: string) => `datasource db {
  provider = "postgresql"
}

model User {
  id     Int    @id @default(autoincrement())
  email  String @unique
  points Int    @default(0)
  ${name} String
}
`

describe('what a renamed column has besides its data', { timeout: 240_000 }, () => {
  it('goes over to the new one: rights, comment, collation, storage, options and statistics target', () => {
    const attributes = (column: string) =>
      `${role('hidden_reader')}
      GRANT SELECT (id, "${column}"), UPDATE ("${column}") ON "User" TO hidden_reader;
      GRANT SELECT ("${column}") ON "User" TO PUBLIC;
      GRANT INSERT ("${column}") ON "User" TO hidden_reader WITH GRANT OPTION;
      COMMENT ON COLUMN "User"."${column}" IS 'what people''s "name" is';
      ALTER TABLE "User" ALTER COLUMN "${column}" TYPE text COLLATE "C", ALTER COLUMN "${column}" SET STATISTICS 500,
        ALTER COLUMN "${column}" SET (n_distinct = -0.5), ALTER COLUMN "${column}" SET STORAGE EXTERNAL;`
    return runOperationCase({
      name: 'carry attributes',
      before: schema('name'),
      after: schema('fullName'),
      answers: { rename: ['User.name:fullName'] },
      hidden: { before: attributes('name'), after: attributes('fullName') },
      seed: `INSERT INTO "User" (name, email) SELECT 'User ' || n, 'u' || n FROM generate_series(1, 50) n`,
      afterContract: async (url) => {
        expect(await query(url, `SELECT has_column_privilege('hidden_reader', '"User"', 'fullName', 'SELECT') AS may`)).toEqual([
          { may: true },
        ])
      },
    })
  })
})

describe('what hangs on a renamed column', { timeout: 240_000 }, () => {
  const objects = (column: string, late: string) => `
    CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
    CREATE INDEX lower_idx ON "User" (lower("${column}") DESC NULLS LAST, id);
    CREATE INDEX partial_idx ON "User" (id) WHERE "${column}" <> '' AND points > 0;
    CREATE UNIQUE INDEX live_key ON "User" ("${column}", points) WHERE email LIKE 'u%';
    CREATE UNIQUE INDEX shouted_key ON "User" (shout("${column}" || email));
    CREATE INDEX "wörds" ON "User" USING gin (to_tsvector('english'::regconfig, "${column}"));
    COMMENT ON INDEX lower_idx IS 'for the search';
    ALTER TABLE "User" ADD CONSTRAINT not_empty CHECK ("${column}" <> '' OR points = -1),
      ADD CONSTRAINT two_columns CHECK (length("${column}") >= 0 OR email = "${column}") NO INHERIT;
    ALTER TABLE "User" ADD CONSTRAINT new_rows_only CHECK (char_length("${column}") > -2) NOT VALID;
    COMMENT ON CONSTRAINT not_empty ON "User" IS 'it is a name';
    CREATE STATISTICS together (ndistinct, mcv) ON "${column}", email FROM "User";
    ALTER STATISTICS together SET STATISTICS 300;
    CREATE STATISTICS lowered ON (lower("${column}")) FROM "User";
    COMMENT ON STATISTICS together IS 'they go together';
    ${late}`

  it('is made anew for the new one: indexes, CHECKs and statistics objects', () =>
    runOperationCase({
      name: 'carry objects',
      before: schema('name'),
      after: schema('fullName'),
      answers: { rename: ['User.name:fullName'] },
      hidden: { before: objects('name', ''), after: objects('fullName', '') },
      seed: `INSERT INTO "User" (name, email) SELECT 'User ' || n, 'u' || n FROM generate_series(1, 50) n`,
    }))
})

describe('what hangs on a column that gets another type', { timeout: 240_000 }, () => {
  const counted = (points: string) => schema('name').replace('points Int ', `points ${points} `)
  const hidden = `${role('hidden_reader')}
    GRANT SELECT (id, points), UPDATE (points) ON "User" TO hidden_reader;
    COMMENT ON COLUMN "User".points IS 'what they have';
    ALTER TABLE "User" ALTER COLUMN points SET STATISTICS 500;
    CREATE INDEX rich_idx ON "User" (email) WHERE points > 1000;
    CREATE INDEX double_idx ON "User" ((points * 2), id);
    CREATE UNIQUE INDEX some_key ON "User" (points, email) WHERE name <> '';
    COMMENT ON INDEX rich_idx IS 'for the report';
    ALTER TABLE "User" ADD CONSTRAINT not_negative CHECK (points >= -1);
    CREATE STATISTICS together ON points, email FROM "User";`

  it('is there again after the swap, over the new type', () =>
    runOperationCase({
      name: 'carry over a swap',
      before: counted('Int'),
      after: counted('BigInt'),
      hidden: { before: hidden, after: hidden },
      values: { 'User.points': (number) => number },
      seed: `INSERT INTO "User" (name, email, points) SELECT 'User ' || n, 'u' || n, n * 30 FROM generate_series(1, 50) n`,
    }))
})
