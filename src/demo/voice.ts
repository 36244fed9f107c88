import type { Terminal } from '../report/terminal.ts'
import { countOf, formatDuration } from '../report/wording.ts'
import type { PlainAttempt, PlainReport } from './plain-way.ts'
import type { DemoReport, KeptServer } from './run-demo.ts'
import type { TimelineEntry } from './timeline.ts'
import { formatMilliseconds, timelineHead, timelineLine } from './timeline.ts'

/** What the demo says, as it goes. With `--json` it is silent until the end. */
export interface DemoVoice {
  progress(text: string): void
  entry(entry: TimelineEntry): void
  plain(report: PlainReport): void
  /** The result; then, if there is a server that stays, where it is, and waits for Ctrl-C. */
  end(report: DemoReport, kept: KeptServer | null, signal: AbortSignal): Promise<void>
}

const legend = `lock wait: the longest time that an application waited for a lock. p50, p99: of every statement of the applications.
stall: the longest single statement, or the longest time in which an application finished none.
drift: what Prisma's own engine would change to make the database match schema.prisma.`

export function createDemoVoice(terminal: Terminal): DemoVoice {
  const { json } = terminal
  const { dim, bold, red } = terminal.dataColours
  const data = (text: string): void => {
    if (!json) terminal.data(text)
  }
  let headed = false

  return {
    progress: (text) => {
      if (!json) terminal.say(terminal.colours.dim(`${text} ...`))
    },
    entry: (entry) => {
      if (!headed) data(`\n${dim(legend)}\n\n${bold(timelineHead())}`)
      headed = true
      const line = timelineLine(entry)
      const harmed = entry.traffic.failed > 0 || (entry.drift ?? '') !== ''
      data(harmed ? red(line) : line)
      data(dim(indented(entry.what)))
      for (const { operation, message } of entry.traffic.failures.slice(0, 5)) data(red(indented(`${operation}: ${oneLine(message)}`)))
      if ((entry.drift ?? '') !== '') data(red(indented(entry.drift ?? '')))
    },
    plain: ({ generated, byHand }) => {
      data(`\n${bold('The same change without stages')}, on a copy of the data, under the old application\n`)
      data(`As Prisma Migrate writes it:`)
      for (const line of attemptLines(generated)) data(`  ${line}`)
      data(`As a team writes it then, by hand, in one transaction:`)
      for (const line of attemptLines(byHand)) data(`  ${line}`)
      data('')
    },
    end: async (report, kept, signal) => {
      if (json) terminal.data(JSON.stringify(report, null, 2))
      data(resultLine(report, terminal))
      if (kept === null) return
      terminal.say(`\nThe server stays until Ctrl-C. The blog's repository, where stager's commands work: ${kept.directory}`)
      terminal.say(`PGPASSFILE=${kept.passwordFile} psql postgresql://postgres@127.0.0.1:${kept.port}/blog`)
      const forever = setInterval(() => undefined, 60_000) // a signal alone keeps no process alive
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      clearInterval(forever)
    },
  }
}

function resultLine({ ok, timeline, milliseconds }: DemoReport, { dataColours }: Terminal): string {
  const operations = timeline.reduce((sum, { traffic }) => sum + traffic.operations, 0)
  const failed = timeline.reduce((sum, { traffic }) => sum + traffic.failed, 0)
  const drifted = timeline.filter(({ drift }) => (drift ?? '') !== '').length
  const mark = ok ? dataColours.green('✔') : dataColours.red('✖')
  return `${mark} ${countOf(operations, 'statement')} of the applications, ${failed} failed; ${countOf(drifted, 'stage')} drifted; ${formatDuration(milliseconds)} in all`
}

/** What became of the attempt, in two or three lines. */
function attemptLines({ refused, milliseconds, traffic }: PlainAttempt): readonly string[] {
  const took = formatMilliseconds(milliseconds)
  const outcome =
    refused === null
      ? [`✔ ran in ${took}`]
      : [`✖ refused after ${took}: ${oneLine(refused.error)}`, ...refused.statement.split('\n').map((line) => `    ${line.trim()}`)]
  const first = traffic.failures[0]
  const failures = first === undefined ? '' : `, the first with "${oneLine(first.message)}"`
  return [
    ...outcome,
    `  the application stood still for ${formatMilliseconds(traffic.longestStall)}; ${countOf(traffic.failed, 'statement')} of it failed${failures}`,
  ]
}

const indented = (text: string): string => text.trim().replace(/^/gm, ' '.repeat(10))

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
