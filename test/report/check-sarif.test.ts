import { readFileSync } from 'node:fs'

import { Ajv } from 'ajv'
import { expect, test } from 'vitest'

import { lintSql } from '../../src/check/lint-sql.ts'
import { allRuleIds } from '../../src/check/registry.ts'
import { checkSarif } from '../../src/report/check-sarif.ts'

/** The official schema of SARIF 2.1.0, as @microsoft/jest-sarif 1.0.0-beta.0 (MIT) has it; draft 4, of which ajv reads all but the name of `id`. */
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(new URL('sarif-2.1.0-rtm.5.schema.json', import.meta.url), 'utf8')) as Record<string, unknown>
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

const findings = lintSql(
  [
    {
      path: 'prisma/migrations/2 odd name/migration.sql',
      sql: 'SELECT 1;\n-- stager:allow drop-table nobody reads it\nDROP TABLE "Old";\nALTER TABLE "A" DROP COLUMN "é";\n',
    },
    { path: 'broken.sql', sql: 'ALTER TABEL;' },
  ],
  { postgresVersion: 14 },
)

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly level: string
      readonly suppressions?: readonly { readonly justification: string }[]
      readonly locations: readonly [
        {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string }
            readonly region: { readonly startLine: number }
          }
        },
      ]
    }[]
  }[]
}
const parse = (text: string): Log => JSON.parse(text) as Log

test('the schema refuses what is no SARIF', () => {
  expect(validate({ version: '2.1.0' })).toBe(false)
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{}] }] })).toBe(false)
})

test.each([
  ['of findings', findings, 'https://example.org/stager'],
  ['of nothing', [], null],
])('a report %s is valid SARIF 2.1.0', (_, found, homepage) => {
  const log = parse(checkSarif(found, { version: '1.2.3', homepage }))
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
})

test('a result says its rule, its place and the reason of what is allowed', () => {
  const [run] = parse(checkSarif(findings, { version: '1.2.3', homepage: null })).runs
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(allRuleIds)
  for (const { ruleId, ruleIndex } of run?.results ?? []) expect(allRuleIds[ruleIndex]).toBe(ruleId)
  const result = (rule: string) => run?.results.find(({ ruleId }) => ruleId === rule)
  expect(result('drop-table')).toMatchObject({ level: 'error', suppressions: [{ kind: 'inSource', justification: 'nobody reads it' }] })
  expect(result('drop-column')?.suppressions).toBeUndefined()
  expect(result('drop-column')?.locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: 'prisma/migrations/2%20odd%20name/migration.sql' },
    region: { startLine: 4, snippet: { text: 'ALTER TABLE "A" DROP COLUMN "é"' } },
  })
  expect(result('syntax-error')?.locations[0].physicalLocation.region.startLine).toBe(1)
})
