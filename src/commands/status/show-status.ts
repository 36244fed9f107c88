import { setTimeout } from 'node:timers/promises'

import type { BackfillStatus, PlanStatus, StageStatus } from '../../run/status.ts'
import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import { countOf, describeProgress, formatDuration } from '../../report/wording.ts'
import type { StatusResult } from '../status.ts'

const watchInterval = 2000

/** The status once: a document with `--json`, lines on stdout else. */
export function showStatus(result: StatusResult, terminal: Terminal): void {
  terminal.data(terminal.json ? toJson(result) : renderStatus(result, terminal.dataColours))
}

/** The status again and again, until Ctrl-C. */
export async function watchStatus(read: () => Promise<StatusResult>, terminal: Terminal): Promise<void> {
  while (!terminal.signal.aborted) {
    const result = await read()
    if (!terminal.json && terminal.live) process.stdout.write('\u001B[2J\u001B[H')
    showStatus(result, terminal)
    await setTimeout(watchInterval, undefined, { signal: terminal.signal }).catch(() => undefined)
  }
}

/** Finished plans in a line each; the others with their stages. */
export function renderStatus({ plans, pendingMigrations }: StatusResult, colours: Terminal['dataColours']): string {
  const { bold, dim } = colours
  const blocks = plans.map((plan) =>
    plan.state === 'complete' || plan.state === 'undone'
      ? [`${bold(plan.name)} ${dim(plan.state)}`, ...nextLine(plan, colours)].join('\n')
      : planBlock(plan, colours),
  )
  const pending =
    pendingMigrations.length === 0
      ? []
      : [`${countOf(pendingMigrations.length, 'migration')} of yours not applied yet: ${pendingMigrations.join(', ')}`]
  return blocks.length + pending.length === 0 ? 'No plans. Edit schema.prisma and run  stager plan' : [...blocks, ...pending].join('\n\n')
}

function planBlock(plan: PlanStatus, colours: Terminal['dataColours']): string {
  const { bold, dim, yellow } = colours
  return [
    `${bold(plan.name)} ${dim(plan.id)}`,
    ...(plan.hasFolder ? [] : [yellow('  its folder is not in this checkout')]),
    ...(plan.resealed ? [yellow('  was sealed again after it began to run here')] : []),
    ...plan.stages.map((stage) => stageLine(stage, colours)),
    ...plan.backfills.filter(({ state }) => state !== 'pending').map((backfill) => `    ${backfillLine(backfill)}`),
    ...plan.verifications
      .filter(({ offending }) => offending > 0n)
      .map(({ verification, offending }) => `    ${verification}: ${countOf(Number(offending), 'row')} in the way`),
    ...quarantineLines(plan, colours),
    ...nextLine(plan, colours),
  ].join('\n')
}

/** Rows in quarantine that are shown; `--json` has more. */
const mostShown = 10

function quarantineLines({ quarantine: { open, rows } }: PlanStatus, { yellow, dim }: Terminal['dataColours']): readonly string[] {
  if (open === 0) return []
  const shown = rows.slice(0, mostShown)
  return [
    yellow(`    ${countOf(open, 'row')} in quarantine`),
    ...shown.map(
      ({ message, attempts, lastAt }) => `      ${message} ${dim(`(${countOf(attempts, 'attempt')}, ${lastAt.toISOString()})`)}`,
    ),
    ...(open > shown.length ? [dim(`      and ${countOf(open - shown.length, 'more row')}`)] : []),
  ]
}

const nextLine = ({ next }: PlanStatus, { bold, dim }: Terminal['dataColours']): readonly string[] =>
  next === null ? [] : [`  ${bold('next:')} ${next.command}  ${dim(next.text)}`]

function stageLine({ stage, state, record }: StageStatus, { green, yellow, dim }: Terminal['dataColours']): string {
  const mark = { done: green('✔'), running: yellow('…'), pending: dim('·'), empty: dim('-') }[state]
  const at = record?.finishedAt ?? record?.startedAt ?? null
  const by =
    record === null
      ? ''
      : dim(` ${at?.toISOString() ?? ''} by ${record.osUser}@${record.host}${record.release === null ? '' : `, ${record.release}`}`)
  return `  ${mark} ${stage.padEnd(8)} ${state === 'empty' ? 'nothing to do' : state}${by}`
}

function backfillLine({
  label,
  state,
  visitedRows,
  writtenRows,
  estimatedRows,
  rowsPerSecond,
  etaSeconds,
  pass,
  batchRows,
  ranges,
  holding,
  startedAt,
  finishedAt,
}: BackfillStatus): string {
  if (state === 'done') {
    const took = startedAt === null || finishedAt === null ? '' : ` in ${formatDuration(finishedAt.getTime() - startedAt.getTime())}`
    return `${label}: ${countOf(writtenRows, 'row')} written${took}`
  }
  const batches = batchRows === null ? '' : `, ${countOf(batchRows, 'row')} a batch`
  const shared =
    ranges === null ? '' : `, ${countOf(ranges.workers, 'worker')}, ${ranges.finished} of ${countOf(ranges.total, 'range')} done`
  const wait = holding === null ? '' : `; waits since ${holding.since.toISOString()}: ${holding.reason}`
  return `${label}: ${describeProgress({ doneRows: visitedRows, estimatedRows, rowsPerSecond: rowsPerSecond ?? 0, etaSeconds, pass })}${batches}${shared}${wait}`
}
