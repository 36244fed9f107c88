import { describe, expect, it } from 'vitest'
import { renderDdl } from '../../src/prisma/engine.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import { query } from '../helpers/database.ts'
import { planBetween } from '../helpers/expanded-database.ts'
import { placed } from './plan-builder.ts'
import { withRun } from './run-helper.ts'

const before = 'model T {\n  id Int @id\n  a String\n  note String?\n  tag String?\n}\n'
const after = 'model T {\n  id Int @id\n  b String\n  note String\n  tag String\n}\n'

/** Two collations, so that no comparison of all values at once has one to go by. */
const seed = `CREATE COLLATION careless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  ALTER TABLE "T" ALTER a TYPE text COLLATE careless, ALTER note TYPE text COLLATE careless, ALTER tag TYPE text COLLATE "C";
  INSERT INTO "T" SELECT n, 'ada' FROM generate_series(1, 5) AS n`

describe('under a collation that does not tell letter cases apart', () => {
  it('verify, backfill and undo do', () =>
    withRun(async (run) => {
      await query(
        run.url,
        await renderDdl([{ path: 'schema.prisma', content: `datasource db {\n  provider = "postgresql"\n}\n${before}` }]),
      )
      await query(run.url, seed)
      const bundle = await planBetween(before, after, { rename: ['T.a:b'], fill: [`T.note='none'`, `T.tag='none'`] })
      const expand = placed(bundle, 'expand')
      await runExpand(run.context, { bundles: [bundle], migrations: expand })
      await runDeploy(run.context, bundle, {})
      await query(run.url, `ALTER TABLE "T" DISABLE TRIGGER USER; UPDATE "T" SET b = 'ADA'; ALTER TABLE "T" ENABLE TRIGGER USER`)
      const different = async (): Promise<unknown> =>
        (await verifyPlan(run.context, bundle)).find(({ verification }) => verification.startsWith('copy.'))?.offending
      expect(await different()).toBe(5n)
      await runBackfill(run.context, bundle)
      expect(await different()).toBe(0n)
      expect(await query(run.url, 'SELECT DISTINCT a COLLATE "C" AS a, b COLLATE "C" AS b, note, tag FROM "T"')).toEqual([
        { a: 'ada', b: 'ada', note: 'none', tag: 'none' },
      ])
      await query(run.url, `UPDATE "T" SET note = 'None' WHERE id = 2`)
      await runUndo(run.context, bundle, { migrations: [...expand, ...placed(bundle, 'undo', '20260102000000')] })
      expect(await query(run.url, 'SELECT a, note, tag FROM "T" ORDER BY id LIMIT 2')).toEqual([
        { a: 'ada', note: null, tag: null },
        { a: 'ada', note: 'None', tag: null },
      ])
    }))
})
