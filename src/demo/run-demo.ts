import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apply } from '../commands/apply.ts'
import { plan } from '../commands/plan.ts'
import { withDatabase } from '../postgres/connect.ts'
import type { EmbeddedPostgres } from '../postgres/embedded.ts'
import { withEmbeddedPostgres } from '../postgres/embedded.ts'
import type { SchemaFile } from '../prisma/document.ts'
import { diffDdl, driftBetween, renderDdl } from '../prisma/engine.ts'
import { systemClock } from '../run/system-clock.ts'
import type { ApplicationOptions } from './application.ts'
import { withApplications } from './application.ts'
import { generateClient } from './generate-client.ts'
import { withLockWatch } from './lock-watch.ts'
import type { PlainReport } from './plain-way.ts'
import { tryPlainWay } from './plain-way.ts'
import type { BlogProject } from './project.ts'
import { createBlogProject, editSchema, writePasswordFile } from './project.ts'
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
  readonly keep: ((kept: KeptServer) => Promise<void>) | null
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
      const { project, application, generatedSql } = await prepare(server, folder, settings)
      const timeline = await walk(server, project, application, settings)
      const plain = settings.plain ? await plainWay(server, application, generatedSql, settings) : null
      const milliseconds = systemClock.monotonic() - startedAt
      if (settings.keep !== null) {
        const passwordFile = await writePasswordFile(project, server.url('blog'))
        await settings.keep({ port: server.port, directory: project.directory, passwordFile })
      }
      return { rows: settings.rows, postgres: server.version, timeline, plain, milliseconds, ok: isUnharmed(timeline) }
    }),
  )
}

const schemaFiles = (content: string): readonly SchemaFile[] => [{ path: 'schema.prisma', content }]

interface Prepared {
  readonly project: BlogProject
  readonly application: (version: Version, database?: string) => ApplicationOptions
  readonly generatedSql: string
}

async function prepare(server: EmbeddedPostgres, folder: string, { rows, signal, plain, onProgress }: DemoSettings): Promise<Prepared> {
  const seeded = seededRows(rows)
  const url = await server.createDatabase('blog')
  const initialSql = await renderDdl(schemaFiles(beforeSchema))
  const project = await createBlogProject(join(folder, 'blog'), url, initialSql)
  await apply({ ...project.settings, stage: 'expand', signal }) // the first migration
  const clientDirectory = (version: Version): string => join(folder, 'clients', version)

  onProgress(`Filling the blog with ${seeded.posts.toLocaleString('en-US')} posts; planning the change; generating three Prisma Clients`)
  const filling = withDatabase(url, (database) => database.withSession((session) => seedBlog(session, seeded)))
  const planning = (async () => {
    await editSchema(project)
    await plan({ ...project.settings, ...project.plan })
    const schemas = { old: beforeSchema, transition: await project.schema(), target: afterSchema }
    for (const version of ['old', 'transition', 'target'] as const) await generateClient(schemas[version], clientDirectory(version), signal)
  })()
  // Both have ended, one way or the other, before the folder and the server may go.
  const failed = (await Promise.allSettled([filling, planning])).find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  if (plain) await server.createDatabase('plain', 'blog')
  return {
    project,
    application: (version, database = 'blog') => ({
      version,
      clientDirectory: clientDirectory(version),
      url: server.url(database),
      rows: seeded,
    }),
    generatedSql: await diffDdl(schemaFiles(beforeSchema), schemaFiles(afterSchema)),
  }
}

async function walk(
  server: EmbeddedPostgres,
  project: BlogProject,
  application: Prepared['application'],
  { signal, onEntry }: DemoSettings,
): Promise<readonly TimelineEntry[]> {
  const url = server.url('blog')
  const drift = async (): Promise<string> => driftBetween(url, schemaFiles(await project.schema()))
  return withDatabase(url, (database) =>
    withLockWatch(database, (watch) =>
      withApplications(async (applications) => {
        const stopwatch = createStopwatch({ applications, watch, clock: systemClock, signal, drift, onEntry })
        await walkStages(stopwatch, { project, clock: systemClock, signal, application })
        return stopwatch.entries
      }),
    ),
  )
}

async function plainWay(
  server: EmbeddedPostgres,
  application: Prepared['application'],
  generatedSql: string,
  { signal, onProgress, onPlain }: DemoSettings,
): Promise<PlainReport> {
  onProgress('The same change without stages, on a copy of the data')
  const report = await withDatabase(server.url('plain'), (database) =>
    tryPlainWay({ database, application: application('old', 'plain'), generatedSql, clock: systemClock, signal }),
  )
  onPlain(report)
  return report
}

async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'stager-demo-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
