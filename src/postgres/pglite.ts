import { createRequire } from 'node:module'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Duplex } from 'node:stream'

import type { Extension, PGlite, PGliteOptions } from '@electric-sql/pglite'
import type pg from 'pg'

import { StagerError } from '../errors.ts'

/**
 * Lends a PostgreSQL that lives in this process's memory (PGlite, WebAssembly), as the driver's settings for a connection. Every connection
 * is the same one session of the server: nobody ever waits for a lock, so two of them must not be in transactions at once.
 */
export async function withPglite<T>(extensions: readonly string[], work: (connection: pg.ClientConfig) => Promise<T>): Promise<T> {
  const loaded = await Promise.all(extensions.map(async (name) => [name, await loadExtension(name)] as const))
  const present = loaded.flatMap(([name, extension]) => (extension === null ? [] : [[name, extension] as const]))
  const server = await startPglite({ extensions: Object.fromEntries(present) })
  try {
    return await work({ user: 'postgres', database: 'postgres', stream: () => new Wire(server) })
  } finally {
    await server.close()
  }
}

/** https://pglite.dev/extensions; null where it has none of that name, and `CREATE EXTENSION` will say so. */
async function loadExtension(name: string): Promise<Extension | null> {
  const entry = name.replaceAll('-', '_')
  for (const path of [`@electric-sql/pglite/contrib/${entry}`, `@electric-sql/pglite/${entry}`]) {
    try {
      const module = (await import(path)) as Readonly<Record<string, Extension>>
      return module[entry] ?? null
    } catch {
      continue
    }
  }
  return null
}

/**
 * A new cluster takes `initdb` seconds; a copy of an earlier one is there in less than one. The copy is kept where tools keep such things,
 * beside the package; where that cannot be written, nothing is kept.
 */
async function startPglite(options: PGliteOptions): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite')
  const file = clusterFile()
  const kept = await readFile(file).catch(() => null)
  if (kept !== null) {
    const loadDataDir = new File([kept], 'cluster.tar.gz', { type: 'application/x-gzip' })
    const server = await PGlite.create({ ...options, loadDataDir }).catch(() => null)
    if (server !== null) return server
  }
  const server = await PGlite.create(options).catch((error: unknown) => {
    throw new StagerError('rehearsal-unavailable', `PGlite did not start: ${error instanceof Error ? error.message : String(error)}.`, {
      hint: 'Give stager rehearse a server: --shadow-url postgresql://..., or plan without: --no-rehearse.',
      cause: error,
    })
  })
  await keep(file, Buffer.from(await (await server.dumpDataDir('gzip')).arrayBuffer()))
  return server
}

function clusterFile(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const packages = entry.slice(0, entry.lastIndexOf(join('@electric-sql', 'pglite')))
  const { version } = JSON.parse(readFileSync(join(packages, '@electric-sql', 'pglite', 'package.json'), 'utf8')) as { version: string }
  return join(packages, '.cache', 'stager', `pglite-${version}.tar.gz`)
}

/** A reader sees the whole file or none. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  const temporary = `${file}.${randomUUID()}`
  try {
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(temporary, bytes)
    await rename(temporary, file)
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

/** What the driver takes for a socket: PostgreSQL's protocol, handed to the server in this process. */
class Wire extends Duplex {
  private readonly server: PGlite

  constructor(server: PGlite) {
    super()
    this.server = server
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.server.execProtocolRaw(new Uint8Array(chunk)).then(
      (answer) => {
        this.push(answer)
        done()
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }
}
