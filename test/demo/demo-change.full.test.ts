import { expect, it } from 'vitest'
import { afterSchema, beforeSchema, slugTransform } from '../../src/demo/schemas.ts'
import { seedBlog, seededRows } from '../../src/demo/seed.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { query } from '../helpers/database.ts'
import { runOperationCase } from '../helpers/operation-case.ts'

it("the demo's change keeps its promises at every stage, in the real Prisma CLI's eyes too", () =>
  runOperationCase({
    name: 'everything_at_once',
    before: beforeSchema,
    after: afterSchema,
    answers: {
      rename: ['BlogPost.author:authorName'],
      drop: ['BlogPost.importedFrom'],
      fill: ['BlogPost.slug=./slug.ts', 'BlogPost.excerpt=left("body", 140)'],
    },
    files: { 'slug.ts': slugTransform },
    seed: (url) => withDatabase(url, (database) => database.withSession((session) => seedBlog(session, seededRows(2000)))),
    byCli: 'everyStage',
    afterContract: async (url) => {
      const [counts] = await query(
        url,
        'SELECT count(*)::int AS rows, count(DISTINCT slug)::int AS slugs, count("authorName")::int AS names FROM "BlogPost"',
      )
      expect(counts).toEqual({ rows: 2000, slugs: 2000, names: 2000 })
    },
  }))
