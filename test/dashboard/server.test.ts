import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from 'vitest'

import { createFeed, type Feed } from '../../src/dashboard/feed.ts'
import { prepareExport } from '../../src/dashboard/export-page.ts'
import { readOneModule } from '../../src/dashboard/page-files.ts'
import { takeSample } from '../../src/dashboard/sample.ts'
import { withDashboardServer } from '../../src/dashboard/server.ts'
import { samplePlan, sampleTime } from '../report/plan-status-sample.ts'
import { rejection } from '../run/run-helper.ts'

/** For machines that are busy: what is waited for always comes. */
const patience = { timeout: 60_000 }

const plan = samplePlan({ name: '</script><script>alert(1)</script>\u2028$&' })
const load = { lagMilliseconds: 1, waitingSessions: 2, activeSessions: 3 }
const sample = takeSample(sampleTime, [plan], load)
const state = { database: 'shop at localhost:5432', version: '1.2.3', at: sampleTime, plans: [plan], pendingMigrations: [] }

async function withServer<T>(work: (url: string, feed: Feed) => Promise<T>): Promise<T> {
  const feed = createFeed(state, sample)
  return withDashboardServer({ port: 0, feed, exportPage: prepareExport() }, (url) => work(url, feed))
}

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  const asked = request(url, { method, headers })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return { status: response.statusCode, headers: response.headers, body }
}

test('the page may load nothing from elsewhere, and no other site may read it', () =>
  withServer(async (url) => {
    expect(new URL(url).hostname).toBe('127.0.0.1')
    for (const path of ['', 'style.css', 'main.js', 'icon.svg', 'state.json', 'none']) {
      const { headers } = await ask(url + path)
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
    }
    const page = await ask(url)
    expect(page.body).not.toMatch(/https?:|style=|onclick=/)
    const files = [...page.body.matchAll(/(?:src|href)="(\w+\.\w+)"/g)]
      .map(([, file]) => file ?? '')
      .filter((file) => file !== 'export.html')
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) expect((await ask(url + file)).status, file).toBe(200)
  }))

test('it answers to its own name only, and only shows', () =>
  withServer(async (url) => {
    const { port } = new URL(url)
    const of = async (host: string) => (await ask(url, { Host: host })).status
    for (const host of [`127.0.0.1:${port}`, 'localhost:1234', 'LOCALHOST', '127.0.0.1']) expect(await of(host), host).toBe(200)
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '0.0.0.0',
      '[::1]',
      'a@localhost',
    ])
      expect(await of(host), host).toBe(421)
    for (const site of ['cross-site', 'same-site'])
      expect((await ask(`${url}state.json`, { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'cors' })).status).toBe(403)
    expect((await ask(url, { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' })).status).toBe(200)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask(url, {}, method)).status, method).toBe(405)
    expect((await ask(`${url}../package.json`)).status).toBe(404)
    expect(await ask(url, {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  }))

test('a page gets everything first and then each look; one that is gone is forgotten', () =>
  withServer(async (url, feed) => {
    const asked = request(`${url}events`)
    asked.end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    let text = ''
    response.on('data', (chunk) => (text += String(chunk)))
    await expect.poll(() => text, patience).toMatch(/^event: snapshot\ndata: [^\n]+"samples":\[\{[^\n]+\n\n$/)
    feed.seen(state, sample)
    feed.lost('PostgreSQL is away.', sampleTime)
    await expect.poll(() => text.split('event: update\n'), patience).toHaveLength(3)
    expect(text).toMatch(/"lost":\{"message":"PostgreSQL is away\."[^\n]+"sample":null\}\n\n$/)
    expect(feed.listeners()).toBe(1)
    response.destroy()
    await expect.poll(() => feed.listeners(), patience).toBe(0)
  }))

test('a port that is taken is told in a sentence', async () => {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const error = await rejection(
    withDashboardServer({ port, feed: createFeed(state, sample), exportPage: prepareExport() }, () => Promise.resolve()),
  )
  other.close()
  expect(error).toMatchObject({
    code: 'port-unavailable',
    exitCode: 2,
    message: expect.stringContaining('another program listens there') as string,
  })
})

test('as a file it is one piece, whose data no name can end', () => {
  const page = prepareExport()({ state: { ...state, lost: null }, samples: [sample] })
  expect(page.match(/<script/g)).toHaveLength(2)
  expect(page.match(/<\/script>/g)).toHaveLength(2)
  expect(page).not.toMatch(/(?:src|href)="(?!data:|export\.html|#)/)
  expect(page).toContain('http-equiv="Content-Security-Policy"')
  const data = /<script type="application\/json" id="snapshot">(.+)<\/script>\n/.exec(page)?.[1] ?? ''
  expect(JSON.parse(data)).toMatchObject({ state: { plans: [{ name: plan.name }] }, samples: [{ load }] })
  expect(readOneModule()).not.toMatch(/^(?:import|export) /m)
})
