import type { QuarantinedKey, RunEvent } from '../run/events.ts'
import { evidenceLines } from './evidence.ts'
import type { Reporter } from './reporter.ts'
import type { Terminal } from './terminal.ts'
import { countOf, describeBatches, describeBlocker, describeProgress, formatCount, formatDuration } from './wording.ts'

/** The line that says what is going on right now. */
export interface Spinner {
  show(text: string): void
  /** Takes the line away, so that a lasting one can be written. */
  hide(): void
}

/** How often a terminal that cannot redraw hears of progress. */
const plainInterval = 10_000

/** Rows of a batch that are told one by one; `stager status` has the others. */
const mostRows = 3

/** Lasting lines for what is done, one moving line for what is going on. */
export function humanReporter(terminal: Pick<Terminal, 'say' | 'colours'>, spinner: Spinner): Reporter {
  const { green, red, yellow, dim, bold } = terminal.colours
  const line = (text: string): void => {
    spinner.hide()
    terminal.say(text)
  }
  const done = (text: string, note: string): void => line(`  ${green('✔')} ${text} ${dim(`(${note})`)}`)

  const quarantined = (label: string, rows: readonly QuarantinedKey[], sum: string): void => {
    for (const { message } of rows.slice(0, mostRows)) line(`  ${yellow('!')} ${message}`)
    const more = rows.length - mostRows
    line(`  ${yellow('!')} ${label}: ${more > 0 ? `${countOf(more, 'more row')} failed; ` : ''}${sum}`)
  }

  const onEvent = (event: RunEvent): void => {
    switch (event.type) {
      case 'waitingForMigrationLock': {
        const holder = event.holder === null ? '' : `, held by ${describeBlocker(event.holder)}`
        return spinner.show(`waiting for Prisma's migration lock${holder}`)
      }
      case 'migrationStarted':
        return spinner.show(event.migration)
      case 'migrationDone':
        return done(event.migration, formatDuration(event.milliseconds))
      case 'migrationEdited':
        return line(`  ${yellow('!')} ${event.migration} was edited after it was applied; what is in the database is the older text`)
      case 'stageStarted':
        return line(`${bold(event.plan)}: ${event.stage}${event.steps === 0 ? '' : `, ${countOf(event.steps, 'step')}`}`)
      case 'stageDone':
        return line(`${bold(event.plan)}: ${event.stage} done ${dim(`(${formatDuration(event.milliseconds)})`)}`)
      case 'stepStarted':
        return spinner.show(event.label)
      case 'stepSkipped':
        return done(event.label, 'already done')
      case 'stepDone':
        return done(event.label, formatDuration(event.milliseconds))
      case 'lockRetry': {
        line(
          `  ${yellow('…')} ${event.what}: no lock within ${formatDuration(event.waitedMilliseconds)}, attempt ${event.attempt} of ` +
            `${event.attempts}; again in ${formatDuration(event.delayMilliseconds)}`,
        )
        for (const blocker of event.blockers) terminal.say(`    in the way: ${describeBlocker(blocker)}`)
        return
      }
      case 'reconnecting':
        return line(
          `  ${yellow('…')} ${event.reason.replace(/[.]$/, '')}; reconnecting in ${formatDuration(event.delayMilliseconds)}, attempt ${event.attempt} of ${event.attempts}`,
        )
      case 'backfillStarted': {
        const earlier = event.doneRows === 0 ? '' : `, going on after ${countOf(event.doneRows, 'row')}`
        const size = event.estimatedRows === 0 ? '' : `, about ${countOf(event.estimatedRows, 'row')}`
        return line(`  ${event.label}${size}${earlier}`)
      }
      case 'batch':
        return spinner.show(`${event.label}: ${describeProgress(event)}${describeBatches(event)}`)
      case 'backfillDone':
        return done(event.label, `${countOf(event.writtenRows, 'row')} written in ${formatDuration(event.milliseconds)}`)
      case 'rowsLeftAlone':
        return line(`  ${yellow('!')} ${event.label}: ${countOf(event.rows, 'row')} left as the application has changed them since`)
      case 'quarantined':
        return quarantined(event.label, event.rows, `${countOf(event.open, 'row')} in quarantine`)
      case 'quarantineRetried':
        if (event.closed > 0) line(`  ${green('✔')} ${event.label}: ${countOf(event.closed, 'row')} left quarantine`)
        if (event.failedAgain.length === 0) return
        return quarantined(event.label, event.failedAgain, `${countOf(event.failedAgain.length, 'row')} of the quarantine failed again`)
      case 'rangeStarted':
        return spinner.show(`${event.label}: range ${event.range}`)
      case 'rangeProgress': {
        const { doneRows, estimatedRows } = event
        const total = estimatedRows > doneRows ? ` of about ${formatCount(estimatedRows)}` : ''
        return spinner.show(
          `${event.label}: range ${event.range}, ${formatCount(doneRows)}${total} rows, ${countOf(event.batchRows, 'row')} a batch`,
        )
      }
      case 'rangeDone':
        return done(event.label, `range ${event.range}`)
      case 'rangeLeft':
        return line(`  ${yellow('…')} ${event.label}: range ${event.range} was left, since the run was stopped`)
      case 'rangeFailed':
        return line(`  ${red('✖')} ${event.backfill}, range ${event.range}: ${event.reason}`)
      case 'throttled':
        return spinner.show(`${event.backfill}: waiting, ${event.reason}`)
      case 'evidence': {
        for (const text of evidenceLines(event.evidence, terminal.colours)) line(`  ${text}`)
        return
      }
      case 'verifying': {
        const share = `${Math.min(99, Math.floor(event.doneShare * 100))}%`
        return spinner.show(
          `${event.table}: ${share}, ${countOf(event.checkedRows, 'row')} checked, ${countOf(event.rowsPerSecond, 'row')}/s`,
        )
      }
      case 'pendingFound':
        return line(`  ${yellow('!')} ${event.label}: ${countOf(event.rows, 'row')} pending; stager verify --repair fills them`)
      case 'verified': {
        if (event.offending === 0) return done(event.label, 'none')
        line(`  ${red('✖')} ${event.label}: ${countOf(event.offending, 'row')}, for example ${event.samples.join(', ')}`)
        return
      }
      default:
        return event satisfies never
    }
  }
  return { onEvent, stop: () => spinner.hide() }
}

/** A spinner on stderr. stdin stays as it is: Ctrl-C has to reach the process as a signal. */
export async function oraSpinner(): Promise<Spinner> {
  const { default: ora } = await import('ora')
  const spinner = ora({ stream: process.stderr, discardStdin: false, indent: 2 })
  return {
    show: (text) => void (spinner.isSpinning ? (spinner.text = text) : spinner.start(text)),
    hide: () => void spinner.stop(),
  }
}

/** In a log: what takes longer than ten seconds is said every ten seconds, and for how long nothing new was heard of it. */
export function plainSpinner(terminal: Pick<Terminal, 'say'>): Spinner {
  let text = ''
  let silence = 0
  let timer: NodeJS.Timeout | null = null
  const tick = (): void => {
    terminal.say(`  ${text}${silence === 0 ? '' : ` (no news for ${formatDuration(silence)})`}`)
    silence += plainInterval
  }
  return {
    show(next) {
      text = next
      silence = 0
      timer ??= setInterval(tick, plainInterval).unref()
    },
    hide() {
      if (timer !== null) clearInterval(timer)
      timer = null
    },
  }
}
