import { describe, expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { planBetween, withExpandedDatabase } from '../helpers/expanded-database.ts'

const schema = (values: readonly string[], standard: string, more = ''): string =>
  `enum Role {\n${values.map((value) => `  ${value}`).join('\n')}\n}\nmodel T {\n  id Int @id\n  role Role @default(${standard})\n${more}}\n`

const valuesOf = async (url: string): Promise<readonly unknown[]> =>
  (await query(url, `SELECT unnest(enum_range(NULL::"Role"))::text AS value`)).map((row) => Object.values(row)[0])

describe('new values of an enum', () => {
  const [before, after] = [
    schema(['B', 'D'], 'B'),
    schema(['A', 'A2', 'B', `C @map("it's \\\\ c")`, 'D', 'E'], 'E', '  extra Role @default(A)\n'),
  ]

  it('come in the order of the schema, each alone in its file, before what uses them', async () => {
    const { plan, texts } = await planBetween(before, after)
    expect(plan.expand.steps.map(({ id, transaction }) => [id, transaction])).toEqual([
      ['expand/enumValue.addEnumValue.Role.A', 'forbidden'],
      ['expand/enumValue.addEnumValue.Role.A2', 'forbidden'],
      [`expand/enumValue.addEnumValue.Role.it's \\ c`, 'forbidden'],
      ['expand/enumValue.addEnumValue.Role.E', 'forbidden'],
      ['expand/alter.T', 'allowed'],
    ])
    const sql = plan.expand.steps.map(({ file }) => (texts.get(file) ?? '').split('\n').filter((line) => !line.startsWith('--')))
    expect(sql.slice(0, 4).map((lines) => lines.join(''))).toEqual([
      `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'A' BEFORE 'B';`,
      `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'A2' AFTER 'A';`,
      `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS E'it''s \\\\ c' AFTER 'B';`,
      `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'E' AFTER 'D';`,
    ])
    await withExpandedDatabase({ before, after }, async (url) => {
      expect(await valuesOf(url)).toEqual(['A', 'A2', 'B', `it's \\ c`, 'D', 'E'])
      expect(await query(url, 'INSERT INTO "T" (id) VALUES (1) RETURNING role::text, extra::text')).toEqual([{ role: 'E', extra: 'A' }])
      for (const { file } of plan.expand.steps) await query(url, texts.get(file) ?? '')
      for (const { sql: check } of plan.expand.steps.flatMap(({ postcheck }) => postcheck))
        expect(Object.values((await query(url, check))[0] ?? {})).toEqual([true])
    })
  })

  it('are a gate of the deploy stage; as a default they reach the old application at once, which a note says', async () => {
    const { plan } = await planBetween(before, after)
    expect(plan.deploy.gates.map(({ text }) => text)).toContain(
      'Write E of Role only when no process of the release before is left: its client cannot read it (P2023).',
    )
    expect(plan.notes).toEqual([expect.stringContaining('T.role gets E by default')])
  })

  it('cannot be taken back, which the plan says', async () => {
    const { plan } = await planBetween(before, schema(['B', 'D', 'E'], 'B'))
    expect(plan.undo.irreversible?.map(({ label }) => label)).toEqual(['PostgreSQL cannot remove E from the enum Role'])
  })
})
