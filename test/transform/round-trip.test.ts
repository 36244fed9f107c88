import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { plan } from '../../src/commands/plan.ts'
import { literal } from '../../src/sql/ident.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { loadTransform } from '../../src/transform/load-transform.ts'
import { query } from '../helpers/database.ts'
import { placed } from '../run/plan-builder.ts'
import { withRun } from '../run/run-helper.ts'

/** A field, and texts of values that are hard to carry. NULL is always one more. */
const fields: readonly (readonly [name: string, type: string, ...values: readonly string[]])[] = [
  ['small', 'Int? @db.SmallInt', '-32768', '32767'],
  ['whole', 'Int?', '-2147483648', '2147483647'],
  ['oid', 'Int? @db.Oid', '4294967295'],
  ['big', 'BigInt?', '-9223372036854775808', '9223372036854775807', '9007199254740993'],
  [
    'decimal',
    'Decimal? @db.Decimal(65, 30)',
    '12345678901234567890123456789012345.123456789012345678901234567891',
    '-0.000000000000000000000000000001',
  ],
  ['scale', 'Decimal? @db.Decimal(10, 3)', '1.500'],
  ['money', 'Decimal? @db.Money', '$1,234.50', '-$0.01'],
  ['single', 'Float? @db.Real', '3.4028235e+38', '1.1', 'NaN', '-0'],
  ['double', 'Float?', '5e-324', '1.7976931348623157e+308', '-Infinity', '0.1'],
  ['truth', 'Boolean?', 'true', 'false'],
  ['text', 'String?', '', `'"\\ {}, NULL`, '😀 \u0001 \ufeff'],
  ['short', 'String? @db.VarChar(5)', '😀😀😀😀😀'],
  ['padded', 'String? @db.Char(5)', 'ab', ''],
  ['uuid', 'String? @db.Uuid', 'b3bf21f4-2a4d-4d5c-9b39-9c4ff3d1a6a1'],
  ['bits', 'String? @db.VarBit', '101', ''],
  ['inet', 'String? @db.Inet', '10.0.0.0/8', '::1'],
  ['xml', 'String? @db.Xml', '<a>&lt;</a>'],
  [
    'at',
    'DateTime? @db.Timestamp(6)',
    '2020-02-29 23:59:59.999999',
    '0001-01-01 00:00:00',
    '4713-01-01 00:00:00.000001 BC',
    '12026-01-01 00:00:00.1',
  ],
  ['zoned', 'DateTime? @db.Timestamptz(6)', '2020-02-29 23:59:59.999999+14', '0001-01-02 00:00:00.000001+00', '1890-01-01 00:00:00+00'],
  ['day', 'DateTime? @db.Date', '0001-01-01', '9999-12-31', '0044-03-15 BC'],
  ['time', 'DateTime? @db.Time(6)', '23:59:59.999999'],
  ['zonedTime', 'DateTime? @db.Timetz(6)', '23:59:59.000001-05:30'],
  ['json', 'Json? @db.Json', '{"b": 1, "a": [null, {"c": null}], "": "\\u0041"}', 'null'],
  ['jsonb', 'Json?', '{"__proto__": {"x": 1}, "n": 0.30000000000000004, "deep": [[], {}, null, "null"]}', 'null', '"text"', '0', 'false'],
  ['bytes', 'Bytes?', '\\x', '\\x00ff5c78'],
  ['mood', 'Mood?', 'so so', "it's", 'HAPPY'],
  ['wholes', 'Int[]', '{}', '{1,NULL,-2147483648}'],
  ['bigs', 'BigInt[]', '{9223372036854775807}'],
  ['decimals', 'Decimal[] @db.Decimal(65, 30)', '{0.000000000000000000000000000001,NaN}'],
  ['truths', 'Boolean[]', '{t,f,NULL}'],
  ['texts', 'String[]', '{}', '{"",NULL,"NULL","{\\"a\\\\\\\\b\\",}"}'],
  ['dates', 'DateTime[] @db.Timestamptz(6)', '{"2020-02-29 23:59:59.999999+00"}'],
  ['jsons', 'Json[]', '{"null",NULL,"{\\"a\\": [1, null]}"}'],
  ['blobs', 'Bytes[]', '{"\\\\x","\\\\x00ff"}'],
  ['moods', 'Mood[]', '{"so so",HAPPY}'],
]

const schema = (more: readonly string[]): string => `datasource db {
  provider = "postgresql"
}

enum Mood {
  SO_SO @map("so so")
  ITS   @map("it's")
  HAPPY
}

model Row {
  id Int @id
${fields.map(([name, type]) => `  ${name} ${type}`).join('\n')}
${more.join('\n')}
}
`

const copyOf = (name: string): string => `${name}Copy`

/** Copies every field: as it came, or built anew from what JavaScript sees of it, which is one microsecond digit less exact for a Date. */
const copying = (anew: boolean): string => `
  import { defineBackfill, Decimal, JsonNull } from 'stager'
  const anew = (value: unknown): unknown => {
    if (value === null || value === JsonNull || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(anew)
    if (value instanceof Date) return new Date(value.getTime())
    if (value instanceof Decimal) return new Decimal(value.toFixed())
    if (value instanceof Uint8Array) return Uint8Array.from(value)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, anew(item)]))
  }
  export default defineBackfill({
    read: [${fields.map(([name]) => `'${name}'`).join(', ')}],
    transform: (row: any) => {
      if (![null, 'SO_SO', 'ITS', 'HAPPY'].includes(row.mood)) throw new Error('not the name that Prisma gives: ' + row.mood)
      return Object.fromEntries(Object.entries(row).flatMap(([name, value]) => name === 'id' ? [] : [[name + 'Copy', ${anew ? 'anew(value)' : 'value'}]]))
    },
  })`

const seed = (): string => {
  const most = Math.max(...fields.map(([, , ...values]) => values.length))
  const rows = Array.from({ length: most + 1 }, (_, at) => [
    String(at),
    ...fields.map(([, , ...values]) => (values[at] === undefined ? 'NULL' : literal(values[at]))),
  ])
  return `INSERT INTO "Row" VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}`
}

/** What of a column must be the same. The layout of a `json` text is no part of its value. */
const compared = (type: string) => (column: string) => (type.includes('@db.Json') ? `${column}::jsonb::text` : `${column}::text`)

/** A Date that is made anew is as exact as Prisma Client's own. */
const comparedAnew =
  (type: string) =>
  (column: string): string => {
    if (type.startsWith('DateTime[]')) return `date_trunc('milliseconds', ${column}[1])`
    if (/Timetz\(/.test(type)) return `date_trunc('milliseconds', (${column} AT TIME ZONE 'UTC')::time::interval)`
    if (/Time\(/.test(type)) return `date_trunc('milliseconds', ${column}::time::interval)`
    return /Timestamp/.test(type) ? `date_trunc('milliseconds', ${column})` : compared(type)(column)
  }

describe('a transform', () => {
  it.each([
    ['passes on', false],
    ['makes anew', true],
  ])('loses nothing of what it %s, of every type', (_, anew) =>
    withRun(async (run) => {
      const directory = await mkdtemp(join(tmpdir(), 'stager-round-trip-'))
      await writeFile(join(directory, 'before.prisma'), schema([]))
      await writeFile(join(directory, 'after.prisma'), schema(fields.map(([name, type]) => `  ${copyOf(name)} ${type}`)))
      await writeFile(join(directory, 'copy.ts'), copying(anew))
      const fill = fields.map(([name]) => `Row.${copyOf(name)}=./copy.ts`)
      const { bundle } = await plan({ cwd: directory, from: 'before.prisma', to: 'after.prisma', name: 'copy', fill })
      if (bundle === null) throw new Error('no change')
      await query(run.url, await renderDdl([{ path: 'schema.prisma', content: schema([]) }]))
      await query(run.url, seed())
      await runExpand(run.context, { bundles: [bundle], migrations: placed(bundle, 'expand') })
      await runDeploy(run.context, bundle, {})
      await runBackfill(run.with({ loadTransform: () => loadTransform('copy.ts', directory) }), bundle)
      for (const [name, type] of fields) {
        const exact = anew ? comparedAnew(type) : compared(type)
        const lost = await query(
          run.url,
          `SELECT "${name}"::text AS is, "${copyOf(name)}"::text AS became FROM "Row" WHERE ${exact(`"${name}"`)} IS DISTINCT FROM ${exact(`"${copyOf(name)}"`)}`,
        )
        expect({ name, lost }).toEqual({ name, lost: [] })
      }
    }),
  )
})
