import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { formatPlan, parsePlan } from '../../src/plan/format.ts'
import { planJsonSchema, planSchemaUrl } from '../../src/plan/json-schema.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { examples } from '../helpers/examples.ts'
import { planExample } from '../helpers/plan-example.ts'
import { sampleBundle } from './sample-plan.ts'

const { plan } = sampleBundle()

/** The plan with one place of its JSON replaced, as an editor would. */
function edited(path: readonly (string | number)[], value: unknown): string {
  const copy = JSON.parse(formatPlan(plan)) as Record<string | number, unknown>
  let place = copy
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>
  place[path.at(-1) ?? ''] = value
  return JSON.stringify(copy)
}

describe('parsePlan', () => {
  it('reads what formatPlan writes', () => {
    const text = formatPlan(plan)
    expect(parsePlan(text)).toEqual(plan)
    expect(formatPlan(parsePlan(text))).toBe(text)
    expect(text.startsWith('{\n  "$schema": ')).toBe(true)
    expect(text.endsWith('}\n')).toBe(true)
  })

  it('writes the same bytes whatever order the keys were put in', () => {
    const reversed = Object.fromEntries(Object.entries(plan).toReversed()) as unknown as Plan
    expect(formatPlan(reversed)).toBe(formatPlan(plan))
  })

  it.each<[readonly (string | number)[], unknown, string]>([
    [['name'], '../x', 'name: has characters'],
    [['timestamp'], '2026', 'timestamp: is no yyyymmddhhmmss'],
    [['seal'], 'A'.repeat(64), 'seal: is no lower-case hex SHA-256'],
    [['extra'], 1, 'unrecognized key: "extra"'],
    [['changes', 0, 'kind'], 'explode', 'changes[0].kind: '],
    [['changes', 0, 'column', 'nullable'], 'yes', 'changes[0].column.nullable: '],
    [['changes', 0, 'column', 'comment'], 'x', 'changes[0].column: '],
    [['expand', 'steps', 0, 'safety'], 'fine', 'expand.steps[0].safety: '],
    [['expand', 'steps', 0, 'locks', 0, 'mode'], 'ROW', 'expand.steps[0].locks[0].mode: '],
    [['backfill', 'backfills', 0, 'key'], [], 'backfill.backfills[0].key: '],
    [['undo', 'irreversible'], [], 'undo.irreversible: '],
    [['files', 'expand/01_alter.sql'], 'x', 'files.expand/01_alter.sql: is no lower-case hex SHA-256'],
  ])('names the place: %j = %j', (path, value, message) => {
    expect(() => parsePlan(edited(path, value), 'stages/x/plan.json')).toThrow(
      expect.objectContaining({
        code: 'plan-invalid',
        exitCode: 4,
        message: expect.stringContaining(`stages/x/plan.json is no plan that stager understands: `),
      }),
    )
    expect(() => parsePlan(edited(path, value))).toThrow(message)
  })

  it.each(['/etc/passwd', '../../x.sql', 'expand/../../x.sql', 'expand/..', '..', String.raw`expand\x.sql`, 'C:/x.sql', ''])(
    'does not leave the folder: %j',
    (path) => {
      expect(() => parsePlan(edited(['expand', 'steps', 0, 'file'], path))).toThrow(/expand\.steps\[0\]\.file/)
    },
  )

  it.each(['..x.sql', 'a/b..c/d.sql', 'backfill/01_x.ts'])('takes the path %j', (path) => {
    expect(parsePlan(edited(['expand', 'steps', 0, 'file'], path)).expand.steps[0]?.file).toBe(path)
  })

  it('says that a newer format needs a newer stager', () => {
    expect(() => parsePlan(edited(['formatVersion'], 2))).toThrow(
      expect.objectContaining({ code: 'plan-invalid', message: expect.stringContaining('format 2') }),
    )
  })

  it.each(['', '{', '[]', 'null', '{"formatVersion": 1}'])('does not read %j', (text) => {
    expect(() => parsePlan(text)).toThrow(expect.objectContaining({ code: 'plan-invalid', exitCode: 4 }))
  })
})

describe('the JSON Schema', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: true })
  const validate = ajv.compile(planJsonSchema())

  it('is committed as it is published (else: npm run build && node scripts/write-plan-schema.mjs --docs)', () => {
    const committed = readFileSync(new URL('../../docs/plan.schema.json', import.meta.url), 'utf8')
    expect(JSON.parse(committed)).toEqual(planJsonSchema())
  })

  it('is where plans say that it is', () => {
    expect(plan.$schema).toBe(planSchemaUrl)
    expect(planJsonSchema()).toMatchObject({ $id: planSchemaUrl })
  })

  it('takes the sample', () => {
    expect(validate(JSON.parse(formatPlan(plan)))).toBe(true)
  })

  it.for(examples)('takes the plan of $folder, which reads back as it was', async (example) => {
    const made = (await planExample(example)).plan
    expect(parsePlan(formatPlan(made))).toEqual(made)
    validate(JSON.parse(formatPlan(made)))
    expect(validate.errors).toBeNull()
  })

  it.each<[readonly (string | number)[], unknown]>([
    [['extra'], 1],
    [['formatVersion'], 2],
    [['changes', 0, 'kind'], 'explode'],
    [['expand', 'steps', 0, 'file'], '../x.sql'],
    [['expand', 'steps', 0, 'locks', 0, 'mode'], 'ROW'],
    [['files', '../x.sql'], 'a'.repeat(64)],
  ])('does not take %j = %j', (path, value) => {
    expect(validate(JSON.parse(edited(path, value)))).toBe(false)
  })
})
