import { createFeed, type Feed } from '../../dashboard/feed.ts'
import { prepareExport } from '../../dashboard/export-page.ts'
import { observe } from '../../dashboard/observe.ts'
import { takeSample, type LoadSample } from '../../dashboard/sample.ts'
import { withDashboardServer } from '../../dashboard/server.ts'
import { readPackage } from '../../package-root.ts'
import { parseConnectionUrl } from '../../postgres/connection-url.ts'
import type { DashboardSettings } from '../dashboard.ts'
import { openProject, requireDatabaseUrl } from '../repository.ts'
import type { StatusResult } from '../status.ts'
import { createEvidenceReader } from '../status/evidence-reader.ts'
import { follow } from '../status/follow.ts'
import { statusOn } from '../status/project-status.ts'
import { requireFolder, writeWhole } from '../write-whole.ts'

/** A batch takes about 200 ms, and a look a few. */
const defaultMilliseconds = 1000

/** Follows the status, serves the page from the first look on, and writes it to a file at the end when it was told to. */
export async function runDashboard(settings: DashboardSettings & { readonly cwd: string }): Promise<void> {
  const {
    port = 0,
    exportTo,
    every = defaultMilliseconds,
    endAfter,
    signal,
    onReady = () => undefined,
    onLost = () => undefined,
    ...rest
  } = settings
  if (exportTo !== undefined) requireFolder(exportTo)
  const about = { database: await databaseName(rest), version: readPackage().version }
  const exportPage = prepareExport()
  const evidence = createEvidenceReader()
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  let feed: Feed | null = null
  let serving: Promise<void> = Promise.resolve()
  await follow<{ readonly result: StatusResult; readonly load: LoadSample }>(rest, {
    milliseconds: every,
    signal: stop,
    async look(context, session, repository) {
      const result = await statusOn(context, session, repository, { evidence })
      return { result, load: await observe(context.observeLoad, session, repository.bundles, result.plans) }
    },
    onSeen({ result, load }) {
      const sample = takeSample(result.at, result.plans, load)
      if (feed !== null) return feed.seen({ ...about, ...result }, sample)
      feed = createFeed({ ...about, ...result }, sample)
      serving = withDashboardServer({ port, feed, exportPage }, async (url) => {
        onReady(url)
        if (endAfter !== undefined) setTimeout(() => ended.abort(), endAfter).unref()
        await new Promise<void>((resolve) => (stop.aborted ? resolve() : stop.addEventListener('abort', () => resolve(), { once: true })))
      }).finally(() => ended.abort())
      serving.catch(() => undefined)
    },
    onLost(error) {
      if (feed?.snapshot().state.lost === null) onLost(error.message)
      feed?.lost(error.message, new Date())
    },
  }).finally(() => ended.abort())
  await serving
  const seen = feed as Feed | null
  if (exportTo !== undefined && seen !== null) await writeWhole(exportTo, exportPage(seen.snapshot()))
}

/** For the page's head: without user and password. */
async function databaseName(settings: Parameters<typeof openProject>[0]): Promise<string> {
  const { database, host, port } = parseConnectionUrl(requireDatabaseUrl(await openProject(settings)))
  return `${database} at ${host}:${port}`
}
