import { readFile, readdir } from 'node:fs/promises'

import { format } from 'prettier'
import { describe, expect, test } from 'vitest'

import { contractWorkflow } from '../../src/commands/init/contract-workflow.ts'
import { renderCallableWorkflow, renderWorkflow, type Workflow } from '../../src/commands/init/workflow.ts'
import { workflows } from '../../src/commands/init/workflows.ts'
import { parseWorkflow, type WorkflowFile } from './run-workflow.ts'

const settings = { branch: 'main', install: 'npm ci', stager: 'npx stager' }

const parsed = (workflow: Workflow): WorkflowFile => parseWorkflow(renderWorkflow(workflow, settings))

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

  test('uses only actions of GitHub, at a major version', () => {
    const steps = Object.values(parsed(workflow).jobs).flatMap((job) => job.steps)
    const used = steps.flatMap(({ uses }) => uses ?? [])
    expect(
      used.filter((action) => !/^actions\/(checkout|setup-node|github-script|upload-artifact|download-artifact)@v\d+$/.test(action)),
    ).toEqual([])
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([])
  })

  test('may read, and only the job that runs nothing of the pull request may write a comment', () => {
    const { permissions, jobs } = parsed(workflow)
    expect(permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(jobs)) {
      if (job.permissions === undefined) continue
      expect(job.permissions).toEqual({ 'pull-requests': 'write' })
      expect(job.steps.filter(({ run, uses }) => run !== undefined || uses?.startsWith('actions/checkout'))).toEqual([])
    }
  })

  test('puts no expression into a script: what others write comes by the environment', () => {
    const steps = Object.values(parsed(workflow).jobs).flatMap((job) => job.steps)
    const scripts = steps.map((step) => JSON.stringify(step.run ?? step.with?.['script'] ?? ''))
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  test('shows the database to steps of stager only', () => {
    const steps = Object.values(parsed(workflow).jobs).flatMap((job) => job.steps)
    const secret = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes('secrets.'))
    expect(secret.filter(({ run }) => !run?.startsWith('npx stager '))).toEqual([])
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

test('contract is started by hand and waits for an environment of its own', () => {
  const { on, jobs } = parsed(contractWorkflow)
  expect(Object.keys(on)).toEqual(['workflow_dispatch'])
  expect(Object.values(jobs).map(({ environment }) => environment)).toEqual(['production-contract'])
})

test('the workflows of this repository keep to the same rules', async () => {
  const directory = new URL('../../.github/workflows/', import.meta.url)
  const names = (await readdir(directory)).filter((name) => !name.startsWith('stager-'))
  const files = await Promise.all(names.map(async (name) => parseWorkflow(await readFile(new URL(name, directory), 'utf8'))))
  expect(files.length).toBeGreaterThan(1)
  for (const { permissions, jobs } of files) {
    expect(permissions).toEqual({ contents: 'read' })
    const steps = Object.values(jobs).flatMap((job) => job.steps)
    expect(steps.flatMap(({ uses }) => uses ?? []).filter((action) => !/^actions\/(checkout|setup-node)@v\d+$/.test(action))).toEqual([])
    // A matrix is this file's own text.
    expect(steps.map(({ run = '' }) => run).filter((script) => /\$\{\{(?! matrix\.)/.test(script))).toEqual([])
  }
})
