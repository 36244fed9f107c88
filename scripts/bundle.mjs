// Puts the command line into a few files: stager's own modules, chalk, and yargs with what it needs. To find, read and compile some two hundred and
// fifty modules is a third of a small plan's time. Other dependencies stay outside, and the library (dist/src) stays as tsc wrote it.
// The files are CommonJS, which src/launch.ts loads, and of which it keeps what V8 has compiled.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const directory = join(root, 'dist/bin')
const inside = new Set(['yargs', 'yargs/helpers', 'chalk', '@prisma/driver-adapter-utils', '@prisma/schema-engine-wasm/schema_engine_bg'])

/** What a package that lies inside needs lies inside, too. */
const isOutside = (id, importer) =>
  !id.startsWith('.') && !isAbsolute(id) && !inside.has(id) && !(importer?.includes('node_modules') && !id.startsWith('node:'))

/** What yargs takes from larger modules than it needs, which are slow to load. */
const small = {
  /**
   * The terminal columns of a text. The general answer compiles Unicode's tables, a fifth of `stager --help`;
   * all that yargs lays out is stager's help, which is ASCII (test/cli.test.ts).
   */
  'string-width': 'export default (text) => text.length',
  assert: `export const strictEqual = (actual, expected, message) => { if (!Object.is(actual, expected)) throw new Error(message) }
    export const notStrictEqual = (actual, expected, message) => { if (Object.is(actual, expected)) throw new Error(message) }`,
}
const smallModules = {
  name: 'small-modules',
  resolveId: (id) => (id in small ? `\0${id}` : null),
  load: (id) => (id.startsWith('\0') ? (small[id.slice(1)] ?? null) : null),
}

/** Modules that wait for something before they can be used. */
const waiting = new Set()

/** CommonJS has no top-level await, and code that V8 is given compiled no `import()`: both become the launcher's (src/launch.ts). */
const throughLauncher = {
  name: 'through-launcher',
  transform(code, id) {
    const edits = []
    const program = this.parse(code)
    for (const { type, expression, start } of program.body) {
      if (type !== 'ExpressionStatement' || expression.type !== 'AwaitExpression') continue
      edits.push({ start, end: expression.argument.start, text: 'launcher.wait(' }, { at: expression.end, text: ')' })
      waiting.add(id)
    }
    for (const { start, end, source } of importsIn(program)) {
      if (source.type === 'Literal' && source.value.startsWith('.')) edits.push({ at: end, text: '.then(launcher.ready)' })
      else edits.push({ start, end: source.start, text: 'launcher.import(' })
    }
    if (edits.length === 0) return null
    const ordered = edits.map(({ at, start = at, end = at, text }) => ({ start, end, text })).sort((one, other) => other.start - one.start)
    return ordered.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code)
  },
}

/** Every `import()` below a node. */
function importsIn(node) {
  if (Array.isArray(node)) return node.flatMap(importsIn)
  if (typeof node !== 'object' || node === null) return []
  const below = Object.values(node).flatMap(importsIn)
  return node.type === 'ImportExpression' ? [node, ...below] : below
}

rmSync(directory, { recursive: true, force: true })
const main = await rolldown({
  input: { main: join(root, 'dist/src/cli.js') },
  platform: 'node',
  plugins: [smallModules, throughLauncher],
  external: isOutside,
  // Of yargs, for a setting that stager does not have.
  transform: { define: { 'import.meta.resolve': 'undefined' } },
})
const { output } = await main.write({
  dir: directory,
  format: 'cjs',
  // The launcher knows by a file's name what has been compiled of it.
  entryFileNames: '[name]-[hash].cjs',
  chunkFileNames: '[name]-[hash].cjs',
})
const entry = output.find((chunk) => chunk.isEntry)
refuseWaiting(entry.fileName)

const launch = await rolldown({
  input: { stager: join(root, 'dist/src/launch.js') },
  platform: 'node',
  transform: { define: { MAIN_FILE: JSON.stringify(entry.fileName) } },
})
await launch.write({ dir: directory, format: 'cjs', entryFileNames: '[name].cjs' })
chmodSync(join(directory, 'stager.cjs'), 0o755)
writeFileSync(join(directory, 'licenses.txt'), licenses(output.flatMap((chunk) => chunk.moduleIds ?? [])))

/** Only what is imported by `import()` is waited for. */
function refuseWaiting(fileName, seen = new Set()) {
  if (seen.has(fileName)) return
  seen.add(fileName)
  const { moduleIds = [], imports = [] } = output.find((chunk) => chunk.fileName === fileName) ?? {}
  const early = moduleIds.find((id) => waiting.has(id))
  if (early !== undefined) throw new Error(`${early} has a top-level await, and would be used at once.`)
  for (const each of imports) refuseWaiting(each, seen)
}

/** The licences of the packages that lie inside, which ask to be passed on with every copy. */
function licenses(modules) {
  const folders = modules.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(folders)].map(licenseOf).join('\n')
}

function licenseOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const home = name === '@prisma/schema-engine-wasm' ? join(folder, '../client') : folder // the same licence and owner, of which its package has no copy
  const file = readdirSync(home).find((each) => /^licen[cs]e/i.test(each))
  if (file === undefined) throw new Error(`${name} has no license file that could be passed on.`)
  return `${name} ${version}\n\n${readFileSync(join(home, file), 'utf8')}`
}
