import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { lintSql } from '../../src/check/lint-sql.ts'
import { readSchema } from '../../src/prisma/load.ts'

const stages = fileURLToPath(new URL('../../stages', import.meta.url))
const squawk = fileURLToPath(new URL('../../node_modules/.bin/squawk', import.meta.url))

interface Example {
  readonly name: string
  readonly stage: string
  readonly files: readonly { readonly path: string; readonly sql: string }[]
}

/** What the plans of all worked examples run, stage by stage. */
const examples: readonly Example[] = readdirSync(stages).flatMap((name) =>
  ['expand', 'contract', 'undo'].flatMap((stage) => {
    const folder = join(stages, name, 'plan', stage)
    const files = (() => {
      try {
        return readdirSync(folder).toSorted()
      } catch {
        return []
      }
    })()
    return files.length === 0
      ? []
      : [{ name, stage, files: files.map((file) => ({ path: join(folder, file), sql: readFileSync(join(folder, file), 'utf8') })) }]
  }),
)

/** What only contract and undo do, behind a guard that proves the data, and after the application that used it is gone. */
const lastStages = 'what the stage is for: the gates prove that nothing uses it and nothing is lost'

/** By stage and rule. A reason that is no longer needed fails, too. */
const ownReasons: Readonly<Record<string, string>> = {
  'contract drop-column': lastStages,
  'contract drop-table': lastStages,
  'undo drop-column': 'takes back what expand added',
  'undo drop-table': 'takes back what expand added',
  'undo drop-database': 'a schema that expand created: DROP SCHEMA without CASCADE refuses while anything is in it',
  'expand drop-index-not-concurrent': 'of a join table that the same transaction renames, and so has locked already',
  'undo drop-index-not-concurrent': 'of a join table that the same transaction renames, and so has locked already',
}

const timeouts = "set by set_config() with the run's own limits, which squawk does not read"
const repeatable = 'made repeatable by a postcheck, or by an exception in a DO block: squawk reads neither'
const sameTypes = 'the type that Prisma writes for the field'

const squawkReasons: Readonly<Record<string, string>> = {
  'contract adding-not-nullable-field': 'proved by a CHECK that an earlier migration of the stage validates; squawk reads a file at a time',
  'contract ban-drop-column': lastStages,
  'contract ban-drop-table': lastStages,
  'contract prefer-robust-stmts': repeatable,
  'contract require-lock-timeout': timeouts,
  'contract require-statement-timeout': timeouts,
  'expand ban-drop-not-null':
    'the new application no longer writes the column, and the old one never sees its rows without a value: a trigger fills it',
  'expand changing-column-type': 'a widening that rewrites nothing: squawk does not know the old type',
  'expand prefer-bigint-over-int': sameTypes,
  'expand prefer-robust-stmts': repeatable,
  'expand prefer-text-field': sameTypes,
  'expand prefer-timestamp-tz': sameTypes,
  'expand require-concurrent-index-deletion': ownReasons['expand drop-index-not-concurrent'] ?? '',
  'expand require-lock-timeout': timeouts,
  'expand require-statement-timeout': timeouts,
  'undo adding-not-nullable-field': 'proved by a CHECK that an earlier migration of the stage validates; squawk reads a file at a time',
  'undo ban-drop-column': 'takes back what expand added',
  'undo ban-drop-table': 'takes back what expand added',
  'undo prefer-robust-stmts': repeatable,
  'undo require-concurrent-index-deletion': ownReasons['undo drop-index-not-concurrent'] ?? '',
  'undo require-lock-timeout': timeouts,
  'undo require-statement-timeout': timeouts,
}

test('every error and warning about what stager itself emits has its reason', async () => {
  const found = new Map<string, string>()
  for (const { name, stage, files } of examples) {
    const before = readFileSync(join(stages, name, 'plan/before.prisma'), 'utf8')
    const base = (await readSchema([{ path: 'schema.prisma', content: before }])).schema
    for (const { rule, level, file, line } of lintSql(files, { postgresVersion: 14, base }))
      if (level !== 'note') found.set(`${stage} ${rule}`, `${file}:${String(line)}`)
  }
  expectOnly(found, ownReasons)
})

/** An opinion that is not stager's. https://squawkhq.com */
test('everything that squawk says of what stager itself emits has its reason', async () => {
  const paths = examples.flatMap(({ files }) => files.map(({ path }) => path))
  const out = await new Promise<string>((resolve) => {
    execFile(squawk, ['--reporter', 'json', '--pg-version', '14', ...paths], { maxBuffer: 64 * 1024 * 1024 }, (_, stdout) =>
      resolve(stdout),
    )
  })
  const found = new Map<string, string>()
  for (const { file, line, rule_name: rule } of JSON.parse(out) as { file: string; line: number; rule_name: string }[])
    found.set(`${file.split('/').at(-2) ?? ''} ${rule}`, `${file}:${String(line + 1)}`)
  expectOnly(found, squawkReasons)
})

/** `found` is where each was seen last, for the message. */
function expectOnly(found: ReadonlyMap<string, string>, reasons: Readonly<Record<string, string>>): void {
  expect([...found].filter(([key]) => reasons[key] === undefined)).toEqual([])
  expect(Object.keys(reasons).filter((key) => !found.has(key))).toEqual([])
}
