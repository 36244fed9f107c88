import { expect, test, vi } from 'vitest'

import { query, withTestDatabase } from '../helpers/database.ts'
import { postSchema, withProject } from './cli-project.ts'

// A dozen processes, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

interface Status {
  readonly plans: readonly {
    readonly quarantine: { readonly open: number; readonly rows: readonly { readonly key: readonly string[] }[] }
  }[]
}

test('a row that fails is named, listed, and done by resume', () =>
  withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      await project.quickly.apply('expand')
      await query(url, `INSERT INTO "Post" (title) SELECT 'Title ' || n FROM generate_series(1, 50) n`)
      await project.write('prisma/schema.prisma', postSchema.replace('  title String\n', '  title String\n  size  Int\n'))
      await project.quickly.plan('add_size', { fill: ['Post.size=split_part(title, $$ $$, 2)::int'] })
      await project.quickly.apply('expand')
      await project.quickly.apply('deploy')
      await query(url, `ALTER TABLE "Post" DISABLE TRIGGER USER; UPDATE "Post" SET title = 'Title x' || id WHERE id IN (7, 9)`)

      const stopped = await project.stager('apply', '--stage', 'backfill')
      expect(stopped.code).toBe(1)
      expect(stopped.stderr).toContain('2 rows of "Post" are in quarantine.')
      expect(stopped.stderr).toMatch(/"id" = 7 of "Post": PostgreSQL refused: invalid input syntax for type integer: "x7"/)
      expect(stopped.stderr).toContain('stager apply --stage backfill --plan add_size')
      const document = await project.json<{ error: { code: string; rows: readonly unknown[] } }>('apply', '--stage', 'backfill')
      expect(document.error).toMatchObject({ code: 'rows-quarantined', open: 2, rows: [{ key: ['7'] }, { key: ['9'] }] })

      const passed = await project.stager('apply', '--stage', 'backfill', '--max-quarantine', '2')
      expect(passed.code).toBe(0)
      expect(passed.stderr).toContain('2 rows in quarantine (stager status lists them); correct them, then  stager resume add_size')
      const { plans } = await project.json<Status>('status')
      expect(plans.map(({ quarantine }) => quarantine)).toMatchObject([{ open: 2, rows: [{ key: ['7'] }, { key: ['9'] }] }])
      const text = await project.ok('status')
      expect(text).toContain('2 rows in quarantine')
      expect(text).toMatch(/next: stager resume \d+_add_size/)

      await query(url, `UPDATE "Post" SET title = 'Title 7' WHERE id = 7`)
      const half = await project.stager('resume', 'add_size')
      expect(half.code).toBe(1)
      expect(half.stderr).toContain('1 row failed again')
      await query(url, `UPDATE "Post" SET title = 'Title 9' WHERE id = 9`)
      expect(await project.json('resume', 'add_size')).toMatchObject({
        type: 'result',
        plan: 'add_size',
        quarantine: { closed: 1, open: 0 },
      })
      expect(await query(url, 'SELECT count(*)::int AS n FROM "Post" WHERE size IS DISTINCT FROM id')).toEqual([{ n: 0 }])
      expect((await project.stager('apply', '--stage', 'backfill', '--max-quarantine', 'x')).code).toBe(2)
    }),
  ))
