import { describe, expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { withExpandedDatabase } from '../helpers/expanded-database.ts'

const before = `
model Segment {
  id String @id @db.Uuid
}
model Member {
  id        Int     @id
  segmentId String?
}
`
const after = `
model Segment {
  id      String   @id @db.Uuid
  members Member[]
}
model Member {
  id        Int      @id
  segmentId String?  @db.Uuid
  segment   Segment? @relation(fields: [segmentId], references: [id])
}
`

describe('a foreign key over a column whose type changes in the same plan', () => {
  it.each(['refuse', 'null', 'delete'])('is verified and settled over the type that it will have: %s', async (rule) => {
    const flags = { orphans: [`Member.segmentId:${rule}`] }
    await withExpandedDatabase({ before, after, flags }, async (url, { plan }) => {
      for (const { countSql, sampleSql } of plan.contract.verifications) {
        expect(await query(url, countSql)).toEqual([{ count: '0' }])
        expect(await query(url, sampleSql)).toEqual([])
      }
      for (const { table, pending } of plan.backfill.backfills)
        expect(await query(url, `SELECT * FROM "${table.name}" AS t WHERE ${pending}`)).toEqual([])
      expect(plan.contract.verifications.filter(({ id }) => id.startsWith('orphans.'))).toHaveLength(1)
      expect(plan.backfill.backfills.some(({ id }) => id.includes('orphans'))).toBe(rule !== 'refuse')
    })
  })
})
