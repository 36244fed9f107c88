import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { withTestDatabase } from '../helpers/database.ts'
import { withProject } from './cli-project.ts'

test('stager dashboard says where it is, ends by itself when told to, and leaves a file', () =>
  withTestDatabase((url) =>
    withProject({ url }, async (project) => {
      const { code, stdout, stderr } = await project.stager('dashboard', '--json', '--for', '300ms', '--export', 'now.html')
      expect({ code, stderr: stderr.includes('Written: now.html') }).toEqual({ code: 0, stderr: true })
      expect(JSON.parse(stdout)).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) as string })
      expect(await readFile(join(project.directory, 'now.html'), 'utf8')).toContain('"plans":[]')
    }),
  ))

test.each([
  [['--port', '70000'], 'is not a port'],
  [['--for', 'x'], 'is not a duration'],
  [['--export', 'none/now.html'], 'There is no folder'],
])('stager dashboard %j is a usage error', (args, message) =>
  withProject({}, async (project) => {
    const { code, stderr } = await project.stager('dashboard', ...args)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string })
  }),
)
