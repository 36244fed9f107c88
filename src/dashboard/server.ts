import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { StagerError, exitCode } from '../errors.ts'
import { toJson } from '../report/ndjson.ts'
import type { ExportPage } from './export-page.ts'
import type { Feed } from './feed.ts'
import { readPageFiles, type PageFile } from './page-files.ts'

/** Only this machine. */
const address = '127.0.0.1'
/** A page that is open keeps a connection. */
const mostListeners = 32
/** What a page that does not read may leave unread before it is cut off; it comes back by itself. */
const mostUnread = 8 * 1024 * 1024

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const safeHeaders = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/** Lends the address of the dashboard, and closes it afterwards with every connection. Throws `port-unavailable`. */
export async function withDashboardServer<T>(
  options: { readonly port: number; readonly feed: Feed; readonly exportPage: ExportPage },
  work: (url: string) => Promise<T>,
): Promise<T> {
  const files = readPageFiles()
  const server = createServer((request, response) => answer(request, response, { ...options, files }))
  const url = await listen(server, options.port)
  try {
    return await work(url)
  } finally {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'another program listens there' : error.code === 'EACCES' ? 'permission denied' : error.message
      reject(
        new StagerError('port-unavailable', `The dashboard cannot listen on port ${port} of ${address}: ${reason}.`, {
          exitCode: exitCode.usage,
          hint: 'Leave --port out: then a free one is taken.',
          cause: error,
        }),
      )
    })
    server.listen(port, address, () => resolve(`http://${address}:${(server.address() as AddressInfo).port}/`))
  })
}

interface Shown {
  readonly files: ReadonlyMap<string, PageFile>
  readonly feed: Feed
  readonly exportPage: ExportPage
}

function answer(request: IncomingMessage, response: ServerResponse, { files, feed, exportPage }: Shown): void {
  for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value)
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (!isOwnHost(request.headers.host))
    refuse(response, 421, 'This is the dashboard of stager on 127.0.0.1, which answers under no other name.')
  else if (isCrossSite(request)) refuse(response, 403, 'The dashboard of stager answers no other site.')
  else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, 405, 'The dashboard of stager only shows.')
  else if (path === '/events') stream(request, response, feed)
  else if (path === '/state.json') send(response, 'application/json', toJson(feed.snapshot()))
  else if (path === '/export.html') {
    response.setHeader('Content-Disposition', 'attachment; filename="stager-dashboard.html"')
    send(response, 'text/html', exportPage(feed.snapshot()))
  } else {
    const file = files.get(path)
    if (file === undefined) refuse(response, 404, 'There is no such page.')
    else send(response, file.type, file.text)
  }
}

/**
 * A page of another site whose name was made to lead to 127.0.0.1 (DNS rebinding) sends that name. Any port: a tunnel has another one.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Host
 */
function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i.test(host)
}

/** https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site; following a link from elsewhere is allowed. */
function isCrossSite({ headers }: IncomingMessage): boolean {
  const from = headers['sec-fetch-site']
  return (from === 'cross-site' || from === 'same-site') && headers['sec-fetch-mode'] !== 'navigate'
}

function send(response: ServerResponse, type: string, text: string): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`)
  response.setHeader('Content-Length', Buffer.byteLength(text))
  // Of a HEAD request node leaves the body out.
  response.end(text)
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status
  if (status === 405) response.setHeader('Allow', 'GET, HEAD')
  send(response, 'text/plain', `${text}\n`)
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html: everything first, then each look as it comes. */
function stream(request: IncomingMessage, response: ServerResponse, feed: Feed): void {
  if (feed.listeners() >= mostListeners) return refuse(response, 503, 'Too many pages are open.')
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
  response.flushHeaders()
  if (request.method === 'HEAD') return void response.end()
  const write = (event: string, data: unknown): void => {
    if (response.writableLength > mostUnread) response.destroy()
    else response.write(`event: ${event}\ndata: ${toJson(data)}\n\n`)
  }
  write('snapshot', feed.snapshot())
  const stop = feed.listen((update) => write('update', update))
  response.on('close', stop)
}
