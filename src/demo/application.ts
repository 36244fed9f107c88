import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../package-root.ts'
import { StagerError } from '../errors.ts'
import type { Version } from './repertoire.ts'
import type { SeededRows } from './seed.ts'
import type { TrafficStatistics } from './statistics.ts'
import { createTrafficWindow } from './statistics.ts'
import type { FromApplication, ToApplication } from './traffic-messages.ts'

export interface ApplicationOptions {
  readonly version: Version
  /** Where `generateClient` wrote the version's client. */
  readonly clientDirectory: string
  readonly url: string
  readonly rows: SeededRows
}

/** A version of the application that is running, in a process of its own. */
export interface Application {
  readonly version: Version
  /** Ends its rounds and waits for the process. */
  stop(): Promise<void>
}

/** The applications that serve one database. */
export interface Applications {
  start(options: ApplicationOptions): Promise<Application>
  /** What all of them did since the last call. */
  take(): Promise<TrafficStatistics>
}

// Two cores serve the database, the applications and stager in the demo: enough to feel a stall, not enough to be one.
const concurrency = 3
const thinkMilliseconds = 10
const stopMilliseconds = 20_000

/** Lends a set of applications; whatever happens, none of their processes outlives the callback. */
export async function withApplications<T>(work: (applications: Applications) => Promise<T>): Promise<T> {
  const children = new Set<ChildProcess>()
  const window = createTrafficWindow()
  const flushes = new Map<number, () => void>()
  let lastFlush = 0

  async function start(options: ApplicationOptions): Promise<Application> {
    const child = forkTraffic()
    children.add(child)
    let stopping = false
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromApplication) => {
        if (message.type === 'ready') resolve()
        if (message.type === 'report') {
          window.add(message)
          if (message.flush !== null) flushes.get(message.flush)?.()
        }
        if (message.type === 'broken')
          reject(new StagerError('demo-application-failed', `The ${options.version} application did not start: ${message.message}`))
      })
      child.once('exit', (code, signal) => {
        children.delete(child)
        for (const answered of flushes.values()) answered()
        reject(new StagerError('demo-application-failed', `The ${options.version} application ended before it was ready.`))
        const failure = { operation: 'process', message: `the ${options.version} application ended by itself (${signal ?? code})` }
        if (!stopping) window.add({ latencies: [], longestGap: 0, failures: [failure] })
      })
    })
    tell(child, { type: 'start', ...options, concurrency, thinkMilliseconds })
    await ready
    return {
      version: options.version,
      stop: async () => {
        stopping = true
        await stopChild(child)
      },
    }
  }

  async function flush(child: ChildProcess): Promise<void> {
    const id = ++lastFlush
    const answered = new Promise<void>((resolve) => flushes.set(id, resolve))
    tell(child, { type: 'flush', id })
    await answered
    flushes.delete(id)
  }

  try {
    return await work({
      start,
      take: async () => {
        await Promise.all([...children].map(flush))
        return window.take()
      },
    })
  } finally {
    await Promise.all([...children].map(killChild))
  }
}

function forkTraffic(): ChildProcess {
  // From the sources, as tests run it, the entry is TypeScript.
  const sources = import.meta.url.endsWith('.ts')
  const entry = sources ? fileURLToPath(new URL('./traffic.ts', import.meta.url)) : join(packageRoot, 'dist/src/demo/traffic.js')
  return fork(entry, [], { execArgv: sources ? ['--import', 'jiti/register'] : [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

function tell(child: ChildProcess, message: ToApplication): void {
  if (child.connected) child.send(message)
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  // Its last report may arrive after its end.
  const ended = Promise.all([once(child, 'exit'), child.connected ? once(child, 'disconnect') : undefined])
  tell(child, { type: 'stop' })
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds)
  await ended
  clearTimeout(timer)
}

async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
