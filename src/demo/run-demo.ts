import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apply } from '../commands/apply.ts'
import { withDatabase } from '../postgres/connect.ts'
import type { EmbeddedPostgres } from '../postgres/embedded.ts'
import { withEmbeddedPostgres } from '../postgres/embedded.ts'
import type { SchemaFile } from '../prisma/document.ts'
import { driftBetween } from '../prisma/drift.ts'
import { diffDdl, renderDdl } from '../prisma/engine.ts'
import { systemClock } from '../run/system-clock.ts'
import type { ApplicationOptions } from './application.ts'
import { withApplications } from './application.ts'
import { generateClient } from '../prisma/generate-client.ts'
import { withLockWatch } from './lock-watch.ts'
import type { PlainReport } from './plain-way.ts'
import { tryPlainWay } from './plain-way.ts'
import type { BlogProject } from './project.ts'
import { createBlogProject, writePasswordFile } from './project.ts'
import type { Version } from './repertoire.ts'
import { afterSchema, beforeSchema } from './schemas.ts'
import { seedBlog, seededRows } from './seed.ts'
import { createStopwatch } from './stopwatch.ts'
import type { TimelineEntry } from './timeline.ts'
import { isUnharmed } from './timeline.ts'
import { walkStages } from './walk.ts'

export interface DemoSettings {
  /** Posts; authors and comments go with them. */
  readonly rows: number
  /** Also try the change without stages. */
  readonly plain: boolean
  readonly signal: AbortSignal
  /** What is going on, for people. */
  readonly onProgress: (text: string) => void
  readonly onEntry: (entry: TimelineEntry) => void
  readonly onPlain: (report: PlainReport) => void
  /** Called at the end, while the server still runs; it is stopped when this resolves. */
  readonly keep: ((kept: KeptServer, report: DemoReport) => Promise<void>) | null
}

export interface KeptServer {
  readonly port: number
  /** The blog's repository: stager's commands work there. */
  readonly directory: string
  readonly passwordFile: string
}

export interface DemoReport {
  readonly rows: number
  readonly postgres: number
  readonly timeline: readonly TimelineEntry[]
  readonly plain: PlainReport | null
  readonly milliseconds: number
  /** No statement of any application failed and no stage drifted. */
  readonly ok: boolean
}

const serverSettings = { max_wal_size: '4GB', shared_buffers: '256MB' }

/** Tells the whole story on a server of its own; leaves nothing behind, however it ends. */
export async function runDemo(settings: DemoSettings): Promise<DemoReport> {
  const startedAt = systemClock.monotonic()
  settings.onProgress('Starting an embedded PostgreSQL')
  return withEmbeddedPostgres({ settings: serverSettings }, (server) =>
    withTemporaryFolder(async (folder) => {
      const blog = await prepare(server, folder, settings)
      const timeline = await walk(server, blog, settings)
      const plain = settings.plain ? await plainWay(server, blog, settings) : null
      const milliseconds = systemClock.monotonic() - startedAt
      const report = { rows: settings.rows, postgres: server.version, timeline, plain, milliseconds, ok: isUnharmed(timeline) }
      if (settings.keep !== null) {
        const passwordFile = await writePasswordFile(blog.project, server.url('blog'))
        await settings.keep({ port: server.port, directory: blog.project.directory, passwordFile }, report)
      }
      return report
    }),
  )
}

const schemaFiles = (content: string): readonly SchemaFile[] => [{ path: 'schema.prisma', content }]

interface Prepared {
  readonly project: BlogProject
  readonly application: (version: Version, database?: string) => ApplicationOptions
  readonly build: () => Promise<void>
  readonly generatedSql: string
}

async function prepare(server: EmbeddedPostgres, folder: string, { rows, signal, plain, onProgress }: DemoSettings): Promise<Prepared> {
  const seeded = seededRows(rows)
  const url = await server.createDatabase('blog')
  const initialSql = await renderDdl(schemaFiles(beforeSchema))
  const project = await createBlogProject(join(folder, 'blog'), url, initialSql)
  await apply({ ...project.settings, stage: 'expand', signal }) // the first migration
  const clientDirectory = (version: Version): string => join(folder, 'clients', version)

  onProgress(`Filling the blog with ${seeded.posts.toLocaleString('en-US')} posts, generating its Prisma Client`)
  const filling = withDatabase(url, (database) => database.withSession((session) => seedBlog(session, seeded)))
  await allEnded([filling, generateClient(beforeSchema, clientDirectory('old'), signal)])
  if (plain) await server.createDatabase('plain', 'blog')
  return {
    project,
    application: (version, database = 'blog') => ({
      version,
      clientDirectory: clientDirectory(version),
      url: server.url(database),
      rows: seeded,
    }),
    build: async () => {
      onProgress('Generating the Prisma Clients of the transition and the target schema')
      const transition = generateClient(await project.schema(), clientDirectory('transition'), signal)
      await allEnded([transition, generateClient(afterSchema, clientDirectory('target'), signal)])
    },
    generatedSql: await diffDdl(schemaFiles(beforeSchema), schemaFiles(afterSchema)),
  }
}

async function walk(
  server: EmbeddedPostgres,
  { project, application, build }: Prepared,
  { signal, onEntry }: DemoSettings,
): Promise<readonly TimelineEntry[]> {
  const url = server.url('blog')
  const drift = async (): Promise<string> => driftBetween(url, schemaFiles(await project.schema()))
  return withDatabase(url, (database) =>
    withLockWatch(database, (watch) =>
      withApplications(async (applications) => {
        const stopwatch = createStopwatch({ applications, watch, clock: systemClock, signal, drift, onEntry })
        await walkStages(stopwatch, { project, clock: systemClock, signal, application, build })
        return stopwatch.entries
      }),
    ),
  )
}

async function plainWay(
  server: EmbeddedPostgres,
  { application, generatedSql }: Prepared,
  { signal, onProgress, onPlain }: DemoSettings,
): Promise<PlainReport> {
  onProgress('The same change without stages, on a copy of the data')
  const report = await withDatabase(server.url('plain'), (database) =>
    tryPlainWay({ database, application: application('old', 'plain'), generatedSql, clock: systemClock, signal }),
  )
  onPlain(report)
  return report
}

/** Waits for all of them, also when one has failed: nothing may be at work when the folder and the server go. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'stager-demo-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
