// Puts stager's own modules, not its dependencies, into a few files for the command line: resolving and reading some two hundred of them
// is a quarter of a small plan's time. The library (dist/src) stays as tsc wrote it.
import { chmodSync, rmSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const directory = join(root, 'dist/bin')

rmSync(directory, { recursive: true, force: true })
const bundle = await rolldown({
  input: { stager: join(root, 'dist/src/cli.js') },
  platform: 'node',
  external: (id) => !id.startsWith('.') && !isAbsolute(id),
})
await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' })
chmodSync(join(directory, 'stager.js'), 0o755)
