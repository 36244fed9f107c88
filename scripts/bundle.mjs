// Puts the command line into a few files: stager's own modules, chalk, and yargs with what it needs. To find and read some two hundred and
// fifty files is a third of a small plan's time. Other dependencies stay outside, and the library (dist/src) stays as tsc wrote it.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const directory = join(root, 'dist/bin')
const inside = new Set(['yargs', 'yargs/helpers', 'chalk'])

/** What a package that lies inside needs lies inside, too. */
const isOutside = (id, importer) =>
  !id.startsWith('.') && !isAbsolute(id) && !inside.has(id) && !(importer?.includes('node_modules') && !id.startsWith('node:'))

/**
 * The terminal columns of a text. The general answer compiles Unicode's tables, a fifth of `stager --help`;
 * all that yargs lays out is stager's help, which is ASCII (test/cli.test.ts).
 */
const asciiWidth = {
  name: 'ascii-width',
  resolveId: (id) => (id === 'string-width' ? '\0string-width' : null),
  load: (id) => (id === '\0string-width' ? 'export default (text) => text.length' : null),
}

rmSync(directory, { recursive: true, force: true })
const bundle = await rolldown({
  input: { stager: join(root, 'dist/src/cli.js') },
  platform: 'node',
  plugins: [asciiWidth],
  external: isOutside,
})
const { output } = await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' })
writeFileSync(join(directory, 'licenses.txt'), licenses(output.flatMap((chunk) => chunk.moduleIds ?? [])))
chmodSync(join(directory, 'stager.js'), 0o755)

/** The licences of the packages that lie inside, which ask to be passed on with every copy. */
function licenses(modules) {
  const folders = modules.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(folders)].map(licenseOf).join('\n')
}

function licenseOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (file === undefined) throw new Error(`${name} has no license file that could be passed on.`)
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8')}`
}
