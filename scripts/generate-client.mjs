// Generates the client of stager's own bookkeeping tables from prisma/schema.prisma into prisma/client.
// `prisma generate` does not use the native schema engine, yet the CLI downloads one unless it is told of a binary.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')

const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
  cwd: root,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // never started; it only has to exist
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
})

if (status !== 0) {
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
  process.exit(status ?? 1)
}
