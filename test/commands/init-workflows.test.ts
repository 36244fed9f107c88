import { readFile } from 'node:fs/promises'

import { format } from 'prettier'
import { describe, expect, test } from 'vitest'

import { renderCallableWorkflow, renderWorkflow } from '../../src/commands/init/workflow.ts'
import { workflows } from '../../src/commands/init/workflows.ts'

const settings = { branch: 'main', install: 'npm ci', stager: 'npx stager' }

describe.each(workflows.map((workflow) => [workflow.file, workflow] as const))('%s', (file, workflow) => {
  test('is what .github/workflows shows, but for what starts it', async () => {
    const shown = await readFile(new URL(`../../.github/workflows/${file}`, import.meta.url), 'utf8')
    expect(shown).toBe(renderCallableWorkflow(workflow, settings))
    expect(shown).toContain('\non: workflow_call\n')
    const written = renderWorkflow(workflow, settings)
    expect(written).not.toContain('workflow_call')
    expect(written.slice(written.indexOf('permissions:'))).toBe(shown.slice(shown.indexOf('permissions:')))
  })

  test('is YAML, formatted as prettier would', async () => {
    const written = renderWorkflow(workflow, settings)
    expect(await format(written, { parser: 'yaml', singleQuote: true, printWidth: 140 })).toBe(written)
  })

  test('uses only actions of GitHub, and says what it may do', () => {
    const written = renderWorkflow(workflow, settings)
    const used = [...written.matchAll(/uses: (\S+)@v\d+/g)].map(([, action]) => action)
    expect(used.every((action) => ['actions/checkout', 'actions/setup-node', 'actions/github-script'].includes(action ?? ''))).toBe(true)
    expect(used.length).toBe([...written.matchAll(/uses:/g)].length)
    expect(written).toMatch(/^permissions:\n {2}contents: read$/m)
  })

  test('puts nothing that others write into a shell script', () => {
    const scripts = renderWorkflow(workflow, settings)
      .split('\n')
      .filter((line) => line.trimStart().startsWith('- run:') || /^ {10}\S/.test(line))
    expect(scripts.filter((line) => /\$\{\{ *(inputs|github\.event)/.test(line) && !/^ {10}[A-Z]+: /.test(line))).toEqual([])
  })
})

test('the install and stager commands of another package manager go into every job', () => {
  const other = { branch: 'trunk', install: 'corepack enable && pnpm install --frozen-lockfile', stager: 'pnpm exec stager' }
  const texts = workflows.map((workflow) => renderWorkflow(workflow, other))
  for (const text of texts) {
    expect(text).not.toMatch(/npm ci|npx/)
    expect(text).toContain('- run: corepack enable && pnpm install --frozen-lockfile')
    expect(text).toContain('pnpm exec stager ')
  }
  expect(texts.some((text) => text.includes('branches: [trunk]'))).toBe(true)
})
