import { expect } from 'vitest'
import { afterSchema, beforeSchema, slugTransform } from '../../src/demo/schemas.ts'
import { seedBlog, seededRows } from '../../src/demo/seed.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { query } from '../helpers/database.ts'
import { runOperationCase, type OperationCase } from '../helpers/operation-case.ts'

/** The change that `stager demo` makes, as a case of the harness. */
export const walkDemoChange = (byCli: OperationCase['byCli']): Promise<void> =>
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
    ...(byCli === undefined ? {} : { byCli }),
    afterContract: async (url) => {
      const [counts] = await query(
        url,
        'SELECT count(*)::int AS rows, count(DISTINCT slug)::int AS slugs, count("authorName")::int AS names FROM "BlogPost"',
      )
      expect(counts).toEqual({ rows: 2000, slugs: 2000, names: 2000 })
    },
  })
