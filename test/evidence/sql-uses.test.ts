import { expect, test } from 'vitest'

import { sqlUses } from '../../src/evidence/sql-uses.ts'

const names = {
  columns: [{ table: { schema: null, name: 'BlogPost' }, column: 'author' }],
  tables: [{ schema: null, name: 'User' }],
}

const uses = (sql: string): readonly string[] =>
  sqlUses(sql, names).map(({ table, column, access, confidence }) => `${access} ${table.name}.${column ?? '*'} ${confidence}`)

test.each([
  ['SELECT "public"."BlogPost"."author" FROM "public"."BlogPost" WHERE id = $1', ['read BlogPost.author certain']],
  ['INSERT INTO "public"."BlogPost" ("title", "author") VALUES ($1, $2) RETURNING id', ['write BlogPost.author certain']],
  ['INSERT INTO "BlogPost" (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET author = $2', ['write BlogPost.author certain']],
  ['UPDATE "BlogPost" SET "author" = $1 WHERE "author" = $2', ['write BlogPost.author certain', 'read BlogPost.author certain']],
  ['DELETE FROM "BlogPost" AS t WHERE t.author = $1', ['read BlogPost.author certain']],
  ['SELECT c.author FROM "BlogPost" p JOIN "Comment" c ON c."postId" = p.id', []],
  ['SELECT author FROM "BlogPost" p JOIN "Comment" c ON c."postId" = p.id', ['read BlogPost.author likely']],
  ['SELECT author FROM "Comment"', []],
  [`SELECT 'author' FROM "BlogPost" -- author`, []],
  ['SELECT 1 FROM "User" WHERE id = $1', ['read User.* certain']],
  ['AND "author" = $1', ['read BlogPost.author possible']],
  ['ALTER TABLE "BlogPost" DROP COLUMN "author"', []],
])('%s', (sql, expected) => {
  expect(uses(sql)).toEqual(expected)
})
