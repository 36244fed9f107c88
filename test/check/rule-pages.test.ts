import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

import { isFailing } from '../../src/check/finding.ts'
import { lintSql } from '../../src/check/lint-sql.ts'
import { allRuleIds, ruleInfo } from '../../src/check/registry.ts'
import { sqlRuleIds } from '../../src/check/rule-ids.ts'

const folder = fileURLToPath(new URL('../../docs/rules', import.meta.url))
const page = (rule: string): string => readFileSync(`${folder}/${rule}.md`, 'utf8')

/** The SQL blocks under a heading: files of one change, in order. */
function sqlUnder(text: string, heading: string): readonly { readonly path: string; readonly sql: string }[] {
  const [, section = ''] = new RegExp(String.raw`^## ${heading}\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(text) ?? []
  return [...section.matchAll(/^```sql\n([^]*?)^```$/gm)].map(([, sql = ''], at) => ({ path: `${heading}-${String(at)}.sql`, sql }))
}

test('every rule has its page, and every page its rule', () => {
  const pages = readdirSync(folder).filter((name) => name !== 'README.md')
  expect(pages.toSorted()).toEqual(allRuleIds.map((rule) => `${rule}.md`).toSorted())
})

test('the index lists every rule with its level and title', () => {
  const rows = [...page('README').matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\.md\)\s+\| (\w+)\s+\| (.*?)\s+\|$/gm)]
  expect(rows.map(([, name, link, level, title]) => ({ name, link, level, title })).toSorted(byName)).toEqual(
    allRuleIds
      .map((rule) => ({ name: rule, link: rule, ...ruleInfo[rule] }))
      .map(({ name, link, level, title }) => ({ name, link, level, title }))
      .toSorted(byName),
  )
})

const byName = (left: { readonly name?: string | undefined }, right: { readonly name?: string | undefined }): number =>
  (left.name ?? '') < (right.name ?? '') ? -1 : 1

describe.each(sqlRuleIds)('%s', (rule) => {
  const text = page(rule)

  test('its page says its level and title', () => {
    expect(text).toContain(`# ${rule}\n\n**${ruleInfo[rule].level}**: ${ruleInfo[rule].title}.`)
  })

  test('it finds the bad SQL of its page', () => {
    const bad = sqlUnder(text, 'Bad')
    expect(bad).toHaveLength(1)
    const found = lintSql(bad, { postgresVersion: 14 }).filter((finding) => finding.rule === rule)
    expect(found.map(({ level, allowed }) => ({ level, allowed }))).toEqual([{ level: ruleInfo[rule].level, allowed: null }])
  })

  test('no error, no warning and nothing of the rule is found in the good SQL of its page', () => {
    const good = sqlUnder(text, 'Good')
    expect(good.length).toBeGreaterThan(0)
    const findings = lintSql(good, { postgresVersion: 14 })
    expect(findings.filter((finding) => isFailing(finding) || finding.rule === rule)).toEqual([])
  })
})
