import { expect, test } from 'vitest'

import { commands } from '../../src/commands/commands.ts'
import { readPages } from './markdown.ts'
import { complaintAbout, isIncomplete } from './parse-command.ts'
import { commandsOf, stagerArguments } from './shell.ts'

const pages = await readPages()
const scripts = new Set(['sh', 'bash', 'console'])

test('every command of stager in a code block is one that it takes', async () => {
  const wrong: string[] = []
  let checked = 0
  for (const { path, blocks } of pages) {
    for (const { language, text, line } of blocks) {
      // In a workflow, what `run:` has.
      const script = scripts.has(language) ? text : ['yaml', 'yml'].includes(language) ? text.replaceAll(/^\s*(- )?run: /gm, '') : ''
      for (const words of commandsOf(script)) {
        const args = stagerArguments(words)
        if (args === null) continue
        checked += 1
        const complaint = await complaintAbout(args)
        if (complaint !== null) wrong.push(`${path}:${String(line)}: stager ${args.join(' ')}: ${complaint}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(checked).toBeGreaterThan(20)
})

test('every command of stager that a sentence names is one, with its flags', async () => {
  const wrong: string[] = []
  for (const { path, spans } of pages) {
    if (path === 'CHANGELOG.md') continue // says what was, too
    for (const { text, line } of spans) {
      if (!/^(npx )?stager [a-z-]/.test(text)) continue
      for (const args of commandsOf(text.replaceAll('\\|', '|')).map((words) => stagerArguments(words))) {
        const complaint = args === null ? null : await complaintAbout(args)
        if (complaint !== null && !isIncomplete(complaint)) wrong.push(`${path}:${String(line)}: ${text}: ${complaint}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

test("README's table has every command, in the order of the help", () => {
  const spans = pages.find(({ path }) => path === 'README.md')?.spans ?? []
  const named = spans.map(({ text }) => /^stager ([a-z]+)/.exec(text)?.[1] ?? text)
  const names = commands.map(({ command }) => String(command).split(' ')[0] ?? '')
  expect(names.filter((name) => !named.includes(name))).toEqual([])
})

test('an unknown flag, command or stage is a complaint', async () => {
  expect(await complaintAbout(['plan', '--nam', 'x'])).toContain('nam')
  expect(await complaintAbout(['aply'])).toContain('apply')
  expect(await complaintAbout(['apply', '--stage', 'expnd'])).toContain('expnd')
  expect(await complaintAbout(['apply', '--stage', 'expand'])).toBeNull()
})

test('an answer may be given several times, another flag only once', async () => {
  expect(await complaintAbout(['plan', '--map-value', 'Role.OWNER:ADMIN', '--map-value', 'Role.ROBOT:none'])).toBeNull()
  expect(await complaintAbout(['apply', '--stage', 'expand', '--lock-timeout', '1s', '--lock-timeout', '2s'])).toBe(
    '--lock-timeout was given more than once.',
  )
})

test('a script is split into the words of its commands', () => {
  expect(commandsOf(`A=1 npx stager plan --fill "User.x=split_part(email, '@', 2)" \\\n  --name y > out.md && echo 'a b' # no`)).toEqual([
    ['A=1', 'npx', 'stager', 'plan', '--fill', "User.x=split_part(email, '@', 2)", '--name', 'y'],
    ['echo', 'a b'],
  ])
  expect(stagerArguments(['A=1', 'npx', 'stager', 'status'])).toEqual(['status'])
  expect(stagerArguments(['npx', 'prisma', 'generate'])).toBeNull()
})
