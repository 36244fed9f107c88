/**
 * The entry of an application of the demo: a process of its own, so that its latencies are its own. It works until it is
 * told to stop or its parent is gone.
 */
import process from 'node:process'
import { loadClient } from './application-client.ts'
import { repertoireOf } from './repertoire.ts'
import type { OperationFailure } from './traffic-loop.ts'
import { failureText, startTrafficLoop } from './traffic-loop.ts'
import type { FromApplication, ToApplication } from './traffic-messages.ts'

const reportMilliseconds = 250

type Start = Extract<ToApplication, { type: 'start' }>

let stopped = false

function send(message: FromApplication, sent: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, sent)
}

async function run(start: Start): Promise<void> {
  const { version, clientDirectory, url, rows, concurrency, thinkMilliseconds } = start
  const client = await loadClient(clientDirectory, { url, applicationName: `blog-${version}`, connections: concurrency })
  await client.$connect()

  let latencies: number[] = []
  let failures: OperationFailure[] = []
  let longestGap = 0
  let lastEndedAt = performance.now()
  const loop = startTrafficLoop({
    cycles: repertoireOf(version, client, rows),
    concurrency,
    thinkMilliseconds,
    prefix: `${version}-${process.pid}`,
    onOperation: (_, milliseconds) => {
      latencies.push(milliseconds)
      longestGap = Math.max(longestGap, performance.now() - lastEndedAt)
      lastEndedAt = performance.now()
    },
    onFailure: (failure) => failures.push(failure),
  })
  send({ type: 'ready' })

  function takeReport(flush: number | null): FromApplication {
    const report = { type: 'report', latencies, failures, longestGap: Math.max(longestGap, loop.oldestMilliseconds()), flush } as const
    latencies = []
    failures = []
    longestGap = 0
    return report
  }
  const timer = setInterval(() => send(takeReport(null)), reportMilliseconds)
  process.on('message', (message: ToApplication) => {
    if (message.type === 'flush') send(takeReport(message.id))
    if (message.type === 'stop') void stop()
  })
  async function stop(): Promise<void> {
    clearInterval(timer)
    await loop.stop()
    await client.$disconnect()
    stopped = true
    send(takeReport(null), () => process.disconnect())
  }
}

// Ctrl-C reaches every process of the terminal; when this one ends is for the parent to say.
process.on('SIGINT', () => undefined)
// The parent is gone: nothing that this process could still do is of use to anyone.
process.on('disconnect', () => {
  if (!stopped) process.kill(process.pid, 'SIGKILL')
})
process.once('message', (message: ToApplication) => {
  if (message.type === 'start') run(message).catch((error: unknown) => send({ type: 'broken', message: failureText(error) }))
})
