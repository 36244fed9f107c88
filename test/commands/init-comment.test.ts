import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test, vi } from 'vitest'

import { planWorkflow } from '../../src/commands/init/plan-workflow.ts'
import { renderWorkflow } from '../../src/commands/init/workflow.ts'
import { parseWorkflow } from './run-workflow.ts'

interface Comment {
  readonly id: number
  readonly body: string
  readonly user: { readonly type: string }
}

const { jobs } = parseWorkflow(renderWorkflow(planWorkflow, { branch: 'main', install: 'npm ci', stager: 'npx stager' }))
const script = jobs['comment']?.steps.find(({ name }) => name === 'Comment')?.with?.['script']

/** Runs the workflow's script over a pull request that holds these comments, as actions/github-script does: in an async function. */
async function comment(report: string | null, comments: Comment[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stager-comment-'))
  vi.stubEnv('RUNNER_TEMP', folder)
  try {
    if (report !== null) await writeFile(join(folder, 'stager.md'), report)
    const issues = {
      listComments: null,
      createComment: ({ issue_number, body }: { issue_number: number; body: string }) => {
        expect(issue_number).toBe(7)
        comments.push({ id: 100, body, user: { type: 'Bot' } })
      },
      updateComment: ({ comment_id, body }: { comment_id: number; body: string }) => {
        const index = comments.findIndex(({ id }) => id === comment_id)
        comments[index] = { id: comment_id, body, user: { type: 'Bot' } }
      },
      deleteComment: ({ comment_id }: { comment_id: number }) => {
        comments.splice(
          comments.findIndex(({ id }) => id === comment_id),
          1,
        )
      },
    }
    const github = { rest: { issues }, paginate: () => Promise.resolve([...comments]) }
    const context = { repo: { owner: 'o', repo: 'r' }, issue: { number: 7 } }
    const run = Object.getPrototypeOf(async () => undefined).constructor as new (
      ...names: string[]
    ) => (...values: unknown[]) => Promise<void>
    await new run('github', 'context', 'require', String(script))(github, context, createRequire(import.meta.url))
  } finally {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  }
}

test('a pull request has one comment, which is updated and goes when there is nothing to say', async () => {
  const person: Comment = { id: 1, body: '<!-- stager -->\nnot stager', user: { type: 'User' } }
  const comments = [person]
  await comment('# first', comments)
  expect(comments).toMatchObject([person, { body: '<!-- stager -->\n# first' }])
  await comment('# second', comments)
  expect(comments).toMatchObject([person, { id: 100, body: '<!-- stager -->\n# second' }])
  await comment(null, comments)
  expect(comments).toEqual([person])
  await comment(null, comments)
  expect(comments).toEqual([person])
})

test('a report that is longer than a comment may be is cut', async () => {
  const comments: Comment[] = []
  await comment('x'.repeat(70_000), comments)
  expect(comments[0]?.body.length).toBeLessThan(65_536)
  expect(comments[0]?.body).toContain("The rest is in the run's summary.")
})
