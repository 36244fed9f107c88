import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { lintSql } from '../../src/check/lint-sql.ts'

const folder = fileURLToPath(new URL('../../docs/rules', import.meta.url))
const squawk = fileURLToPath(new URL('../../node_modules/.bin/squawk', import.meta.url))

/**
 * The rules of squawk 2.61 (https://squawkhq.com/docs/rules), and the rule of stager that finds the same. Left out are require-table-schema, which
 * squawk leaves out itself (Prisma writes no schema), and unused-ignore, which is about its own comments: stager has allow-unused.
 */
const squawkRules: Readonly<Record<string, string>> = {
  'require-concurrent-index-creation': 'index-not-concurrent',
  'require-concurrent-index-deletion': 'drop-index-not-concurrent',
  'constraint-missing-not-valid': 'check-without-not-valid',
  'adding-field-with-default': 'added-column-rewrites-table',
  'adding-foreign-key-constraint': 'foreign-key-without-not-valid',
  'changing-column-type': 'column-type-changed',
  'adding-not-nullable-field': 'set-not-null-without-check',
  'adding-serial-primary-key-field': 'primary-key-on-existing-table',
  'renaming-column': 'rename-column',
  'renaming-table': 'rename-table',
  'disallowed-unique-constraint': 'unique-on-existing-table',
  'ban-drop-database': 'drop-database',
  'prefer-bigint-over-int': 'integer-32',
  'prefer-bigint-over-smallint': 'integer-32',
  'prefer-identity': 'serial',
  'prefer-repack': 'rewrite-table',
  'prefer-robust-stmts': 'not-repeatable',
  'prefer-text-field': 'varchar-limit',
  'prefer-timestamp-tz': 'timestamp-without-zone',
  'ban-char-field': 'char-type',
  'ban-drop-column': 'drop-column',
  'ban-drop-table': 'drop-table',
  'ban-drop-not-null': 'drop-not-null',
  'transaction-nesting': 'transaction-nested',
  'adding-required-field': 'required-column',
  'ban-concurrent-index-creation-in-transaction': 'concurrently-in-transaction',
  'ban-create-domain-with-constraint': 'domain-constraint',
  'ban-alter-domain-with-add-constraint': 'domain-constraint',
  'ban-truncate-cascade': 'truncate',
  'ban-uncommitted-transaction': 'transaction-left-open',
  'require-enum-value-ordering': 'enum-value-position',
  'identifier-too-long': 'identifier-too-long',
  'require-concurrent-partition-detach': 'detach-partition-not-concurrent',
  'require-concurrent-reindex': 'reindex-not-concurrent',
  'require-lock-timeout': 'lock-timeout-missing',
  'require-statement-timeout': 'statement-timeout-missing',
}

/** SQL that squawk objects to, where the page of the rule has something else. */
const samples: Readonly<Record<string, string>> = {
  'prefer-bigint-over-smallint': 'CREATE TABLE "Event" ("id" SMALLINT);',
  'ban-alter-domain-with-add-constraint': 'ALTER DOMAIN "positive" ADD CONSTRAINT "small" CHECK (VALUE < 10);',
  'ban-drop-database': 'DROP DATABASE "reporting";',
}

const timeouts = (file: string): readonly string[] => [`${file} require-lock-timeout`, `${file} require-statement-timeout`]

/** File and rule, where stager says it otherwise, by the reason. */
const ownWay: Readonly<Record<string, readonly string[]>> = {
  'it has a rule of its own: foreign-key-without-not-valid, primary-key-on-existing-table, unique-on-existing-table': [
    'adding-foreign-key-constraint constraint-missing-not-valid',
    'adding-serial-primary-key-field constraint-missing-not-valid',
    'disallowed-unique-constraint constraint-missing-not-valid',
  ],
  'done again it changes nothing: SET NOT NULL, DROP NOT NULL, TYPE; or a transaction is around it': [
    'adding-not-nullable-field prefer-robust-stmts',
    'ban-drop-not-null prefer-robust-stmts',
    'changing-column-type prefer-robust-stmts',
    'ban-concurrent-index-creation-in-transaction prefer-robust-stmts',
  ],
  'it locks no table so that reads or writes wait': [
    ...timeouts('ban-alter-domain-with-add-constraint'),
    ...timeouts('ban-create-domain-with-constraint'),
    ...timeouts('ban-concurrent-index-creation-in-transaction'),
    ...timeouts('ban-drop-database'),
    ...timeouts('identifier-too-long'),
    ...timeouts('require-enum-value-ordering'),
  ],
}

test('stager finds what squawk finds: each of its rules, on the same SQL', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'stager-squawk-'))
  try {
    const own = new Set<string>()
    for (const [rule, ours] of Object.entries(squawkRules)) {
      const sql = samples[rule] ?? badSql(await readFile(join(folder, `${ours}.md`), 'utf8'))
      await writeFile(join(scratch, `${rule}.sql`), sql)
      for (const finding of lintSql([{ path: rule, sql }], { postgresVersion: 14 })) own.add(`${rule} ${finding.rule}`)
    }
    const found = await runSquawk((await readdir(scratch)).map((name) => join(scratch, name)))
    expect(Object.keys(squawkRules).filter((rule) => !found.has(`${rule} ${rule}`))).toEqual([])
    // Whatever else it says of these files stager says, too.
    const missed = [...found].filter((pair) => {
      const [file = '', rule = ''] = pair.split(' ')
      return !own.has(`${file} ${squawkRules[rule] ?? ''}`)
    })
    expect(missed.toSorted()).toEqual(Object.values(ownWay).flat().toSorted())
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
})

const badSql = (page: string): string => /^## Bad\n+```sql\n([^]*?)```/m.exec(page)?.[1] ?? ''

/** `file rule`, each once. As of version 19, in which squawk finds everything that it can: prefer-repack is about a command of that version. */
async function runSquawk(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const out = await new Promise<string>((resolve) => {
    execFile(squawk, ['--reporter', 'json', '--pg-version', '19', ...paths], (_, stdout) => resolve(stdout))
  })
  const findings = JSON.parse(out) as readonly { readonly file: string; readonly rule_name: string }[]
  return new Set(findings.map(({ file, rule_name: rule }) => `${basename(file, '.sql')} ${rule}`))
}
