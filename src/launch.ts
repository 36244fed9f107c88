#!/usr/bin/env node
/**
 * What Node runs as `stager`: loads the command line (`cli.ts`), whose files scripts/bundle.mjs has put beside this one as CommonJS, and keeps what V8
 * has compiled of them for the next start of the same command. To find, read and compile modules is a third of a small plan's time; see
 * docs/adr/0011-compiled-code-is-kept.md, and https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cachedDataVersionTag, deserialize, serialize } from 'node:v8'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

import { exitCode } from './errors.ts'
import { tuneForCommandLine } from './v8-flags.ts'

/** The file that holds `cli.ts`; bundle.mjs writes its name here. */
declare const MAIN_FILE: string

/** What bundle.mjs lets the files ask for. */
interface Launcher {
  /** Modules of other packages, and users' own: V8 knows no `import()` in code that it has not compiled itself. */
  readonly import: (specifier: string) => Promise<unknown>
  /** CommonJS has no top-level await: what a file waits for, */
  readonly wait: (work: Promise<unknown>) => void
  /** and what waits for it: everything that has imported the file. */
  readonly ready: <Value>(imported: Value) => Promise<Value>
}

interface LoadedFile {
  exports: unknown
}

type FileFunction = (
  this: unknown,
  exports: unknown,
  require: (id: string) => unknown,
  module: LoadedFile,
  filename: string,
  folder: string,
  launcher: Launcher,
) => void

// V8 takes compiled code only under the flags it was made with, so these come first.
tuneForCommandLine()
// Until a command says how it ended: a process that has nothing left to do has not succeeded.
process.exitCode = exitCode.internal

const checksumBytes = 4
const folder = dirname(fileURLToPath(import.meta.url))
const outside = createRequire(import.meta.url)
const compiledFile = join(folder, 'compiled', `${commandName()}-${process.arch}-${cachedDataVersionTag()}`)
const compiled = process.env['NODE_DISABLE_COMPILE_CACHE'] === '1' ? null : readCompiled()

const scripts = new Map<string, Script>()
const files = new Map<string, LoadedFile>()
const pending: Promise<unknown>[] = []
let hasNewCode = false

const launcher: Launcher = {
  import: (specifier) => import(specifier),
  wait: (work) => void pending.push(work),
  ready: async (imported) => {
    await Promise.all(pending)
    return imported
  },
}

process.on('exit', keepCompiled)
load(MAIN_FILE)

/** The word after `stager`, which a flag alone has not. Each command keeps what it needs itself. */
function commandName(): string {
  return /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0] ?? 'stager'
}

function load(name: string): unknown {
  const known = files.get(name)
  if (known !== undefined) return known.exports
  const file: LoadedFile = { exports: {} }
  files.set(name, file)
  const filename = join(folder, name)
  compile(name, filename).call(file.exports, file.exports, requireFromFile, file, filename, folder, launcher)
  return file.exports
}

function requireFromFile(id: string): unknown {
  return id.startsWith('./') ? load(id.slice(2)) : outside(id)
}

function compile(name: string, filename: string): FileFunction {
  const cachedData = compiled?.get(name)
  const source = `(function (exports, require, module, __filename, __dirname, launcher) {${readFileSync(filename, 'utf8')}\n})`
  const script = new Script(source, { filename, ...(cachedData === undefined ? {} : { cachedData }) })
  if (script.cachedDataRejected !== false) hasNewCode = true
  scripts.set(name, script)
  return script.runInThisContext() as FileFunction
}

function readCompiled(): Map<string, Buffer> {
  try {
    const file = readFileSync(compiledFile)
    const content = file.subarray(checksumBytes)
    // V8 does not look for itself, and a flipped bit may make it run forever.
    if (crc32(content) === file.readUInt32LE()) return deserialize(content) as Map<string, Buffer>
  } catch {
    // The first start, or a file that ends too soon.
  }
  return new Map()
}

/** At the process's end, when most functions have been compiled. Names of files change with their content, so what is not loaded now stays valid. */
function keepCompiled(code: number): void {
  if (compiled === null || !hasNewCode || code === exitCode.usage) return
  try {
    for (const [name, script] of scripts) compiled.set(name, script.createCachedData())
    const content = serialize(compiled)
    const checksum = Buffer.alloc(checksumBytes)
    checksum.writeUInt32LE(crc32(content))
    const whole = `${compiledFile}.${process.pid}`
    mkdirSync(dirname(compiledFile), { recursive: true })
    try {
      writeFileSync(whole, Buffer.concat([checksum, content]))
      renameSync(whole, compiledFile)
    } finally {
      rmSync(whole, { force: true })
    }
  } catch {
    // A folder that cannot be written, such as that of another user, or a full disk: each start compiles anew.
  }
}
