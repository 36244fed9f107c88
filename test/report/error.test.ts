import { describe, expect, test } from 'vitest'

import { StagerError } from '../../src/errors.ts'
import { interrupted, reportError } from '../../src/report/error.ts'
import { redactPasswords } from '../../src/report/redact.ts'
import { openTerminal } from '../../src/report/terminal.ts'

function run(error: unknown, options: { json?: boolean; verbose?: boolean; aborted?: boolean } = {}) {
  const written = { out: '', err: '' }
  const stop = new AbortController()
  if (options.aborted === true) stop.abort(interrupted())
  const terminal = openTerminal({
    json: options.json ?? false,
    verbose: options.verbose ?? false,
    signal: stop.signal,
    stdin: { isTTY: true },
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    env: {},
  })
  return { code: reportError(error, terminal, 'https://example.org/issues'), ...written }
}

describe('reportError', () => {
  test('is a sentence, details and the next command', () => {
    const error = new StagerError('questions-open', 'One question needs an answer:\n  Drop it?', { hint: 'stager plan --drop User.name' })
    expect(run(error)).toEqual({
      code: 1,
      out: '',
      err: 'error: One question needs an answer:\n  Drop it?\nhint:  stager plan --drop User.name\n',
    })
  })

  test('is one document on stdout with --json', () => {
    const error = new StagerError('questions-open', 'Open.', { data: { questions: [{ id: 'drop:User.name' }] } })
    const { out, err } = run(error, { json: true })
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual({
      error: { code: 'questions-open', message: 'Open.', hint: null },
      questions: [{ id: 'drop:User.name' }],
    })
  })

  test('a defect is exit 70, without a stack unless asked', () => {
    const error = new TypeError('x is not a function\n    at y')
    expect(run(error)).toMatchObject({
      code: 70,
      err: `error: stager failed in a way it did not expect: x is not a function
hint:  Please report it with the output of the same command with --verbose: https://example.org/issues
`,
    })
    expect(run(error, { verbose: true }).err).toContain('error.test.ts')
  })

  test('after a signal everything is an interruption', () => {
    expect(run(new Error('aborted'), { aborted: true }).code).toBe(130)
    const prompt = Object.assign(new Error('User force closed the prompt'), { name: 'ExitPromptError' })
    expect(run(prompt).code).toBe(130)
  })

  test('what the disk refuses is no defect', () => {
    const error = Object.assign(new Error("EACCES: permission denied, open '/x/plan.json'"), { code: 'EACCES', path: '/x/plan.json' })
    expect(run(error)).toMatchObject({
      code: 1,
      err: 'error: /x/plan.json cannot be read or written: permission denied.\nhint:  Correct that and run the same command again.\n',
    })
  })

  test('never prints a password', () => {
    const error = new Error('cannot reach postgresql://me:s3cret@db:5432/x?password=s3cret&schema=public')
    for (const options of [{}, { json: true }, { verbose: true }]) {
      const { out, err } = run(error, options)
      expect(out + err).not.toContain('s3cret')
      expect(out + err).toContain('me:***@db:5432')
    }
  })
})

test('redactPasswords leaves other text alone', () => {
  expect(redactPasswords('postgresql://db/x and Post.slug:lower(a) @ b')).toBe('postgresql://db/x and Post.slug:lower(a) @ b')
  expect(redactPasswords('postgres://u:p@ss:w@h/d')).toBe('postgres://u:***@h/d')
})
