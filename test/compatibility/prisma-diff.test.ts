import { describe, expect, it } from 'vitest'
import { diffDdl, renderDdl } from '../../src/prisma/engine.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { withWalkDatabase } from '../properties/walk-database.ts'
import { walkStages } from '../properties/walk-stages.ts'
import { planTexts } from './plan-texts.ts'
import { prismaDiffCases, type PrismaDiffCase } from './prisma-diff-cases.ts'

const file = (content: string) => [{ path: 'schema.prisma', content }]

/** Prisma's own SQL, on a database with rows; then what an application does. */
async function prismaEnds({ before, after, seed, writes, prisma, rows }: PrismaDiffCase): Promise<void> {
  const sql = await diffDdl(file(before), file(after))
  expect(sql).toMatch(writes)
  await withTestDatabase(async (url) => {
    await query(url, await renderDdl(file(before)))
    await query(url, seed)
    const migrated = query(url, sql).then(() => query(url, rows))
    if ('fails' in prisma) await expect(migrated).rejects.toThrow(prisma.fails)
    else expect(await migrated).toEqual(prisma.loses)
  })
}

describe.for(Object.entries(prismaDiffCases))('%s', { timeout: 120_000 }, ([, change]) => {
  it("in Prisma's own migration", () => prismaEnds(change))

  it('and the stages do what was meant', async () => {
    const planned = await planTexts(change)
    const ending = await withWalkDatabase((lend) =>
      walkStages(lend, planned, () => planTexts(change, '20260102000000'), {
        seed: change.seed,
        atTheEnd: async (url) => expect(await query(url, change.rows)).toEqual(change.expected),
      }),
    )
    expect(ending).toBe('contracted')
  })
})
