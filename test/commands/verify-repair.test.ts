import { expect, test, vi } from 'vitest'

import { query, withTestDatabase } from '../helpers/database.ts'
import { postSchema, withProject } from './cli-project.ts'

// Several processes, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

interface Verified {
  readonly passed: boolean
  readonly repaired: readonly string[]
  readonly pending: readonly { readonly rows: string }[]
}

test('verify names what is missing, and --repair fills it and verifies again', () =>
  withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      await project.quickly.apply('expand')
      await query(url, `INSERT INTO "Post" (title) SELECT 'Title ' || n FROM generate_series(1, 50) n`)
      await project.write('prisma/schema.prisma', postSchema.replace('  title String\n', '  title String\n  slug  String\n'))
      await project.quickly.plan('add_slug', { fill: ['Post.slug=lower(title)'] })
      for (const stage of ['expand', 'deploy', 'backfill'] as const) await project.quickly.apply(stage)
      expect(await project.json<Verified>('verify')).toMatchObject({ passed: true, repaired: [], pending: [] })

      await query(url, `ALTER TABLE "Post" DISABLE TRIGGER USER; UPDATE "Post" SET slug = NULL WHERE id < 4`)
      const failed = await project.stager('verify', 'add_slug')
      expect(failed.code).toBe(1)
      expect(failed.stderr).toMatch(/3 rows, for example 1, 2, 3/)
      expect(failed.stderr).toContain('3 rows pending; stager verify --repair fills them')
      expect(await project.json<Verified>('verify')).toMatchObject({ passed: false, pending: [{ rows: '3' }] })
      const contract = ['apply', '--stage', 'contract', '--yes', 'add_slug']
      await project.quickly.promote()
      expect((await project.stager(...contract)).stderr).toContain('found 3 rows')

      const repaired = await project.stager('verify', '--repair')
      expect(repaired.stderr).toContain('Repaired, and verified again: add_slug.')
      expect(repaired.code).toBe(0)
      await project.ok(...contract)
      expect(await query(url, `SELECT count(*)::int AS n FROM "Post" WHERE slug IS DISTINCT FROM lower(title)`)).toEqual([{ n: 0 }])
    }),
  ))
