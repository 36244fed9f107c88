import type { Terminal } from '../../report/terminal.ts'
import { seenLines } from '../../report/evidence.ts'
import { countOf, formatDuration } from '../../report/wording.ts'
import type { PlanStatus, StageStatus } from '../../run/status/plan-status.ts'
import type { StatusResult } from '../status.ts'
import { backfillLines } from './backfill-lines.ts'

type Colours = Terminal['dataColours']

/** The status for people: finished plans in a line each, the others with their stages, and what to type next. */
export function renderStatus({ at, plans, pendingMigrations }: StatusResult, colours: Colours): string {
  const { bold, dim } = colours
  const blocks = plans.map((plan) =>
    isOver(plan) ? [`${bold(plan.name)} ${dim(plan.state)}`, ...nextLine(plan, colours)].join('\n') : planBlock(plan, at, colours),
  )
  const pending =
    pendingMigrations.length === 0
      ? []
      : [`${countOf(pendingMigrations.length, 'migration')} of yours not applied yet: ${pendingMigrations.join(', ')}`]
  return blocks.length + pending.length === 0 ? 'No plans. Edit schema.prisma and run  stager plan' : [...blocks, ...pending].join('\n\n')
}

/** Nothing is left to do in it. */
export const isOver = ({ state }: PlanStatus): boolean => state === 'complete' || state === 'undone'

function planBlock(plan: PlanStatus, at: Date, colours: Colours): string {
  const { bold, dim, yellow } = colours
  return [
    `${bold(plan.name)} ${dim(plan.id)}`,
    ...(plan.hasFolder ? [] : [yellow('  its folder is not in this checkout')]),
    ...(plan.resealed ? [yellow('  was sealed again after it began to run here')] : []),
    ...plan.stages.flatMap((stage) => [stageLine(plan, stage, at, colours), ...detailsOf(plan, stage, at, colours)]),
    ...nextLine(plan, colours),
  ].join('\n')
}

/** What is told below the line of a stage. */
function detailsOf(plan: PlanStatus, { stage, state }: StageStatus, at: Date, colours: Colours): readonly string[] {
  if (stage === 'backfill')
    return [...backfillLines(plan, at, colours), ...pausedLines(plan, at, colours), ...quarantineLines(plan, colours)]
  if (stage === 'contract') return [...proofLines(plan, at, colours), ...(state === 'pending' ? evidenceLines(plan, colours) : [])]
  const expanded = plan.stages.some((one) => one.stage === 'expand' && one.state !== 'pending' && one.state !== 'running')
  return stage === 'deploy' && state === 'pending' && expanded
    ? plan.gates.map(({ text }) => `    ${colours.dim('before it:')} ${text}`)
    : []
}

/** Once clients of both schemas may run: what the database has seen of the old one, and where the rest is to be had. */
function evidenceLines({ evidence, stages }: PlanStatus, colours: Colours): readonly string[] {
  const expanded = stages.some(({ stage, state }) => stage === 'expand' && state === 'done')
  if (evidence === null || !expanded) return []
  const { old, command, seen } = evidence
  return [
    `    ${colours.dim('still used?')} ${old.join('; ')}  ${colours.dim(`in the source, too: ${command}`)}`,
    ...(seen === null ? [] : seenLines(seen, colours).map((line) => `      ${line}`)),
  ]
}

function stageLine(plan: PlanStatus, { stage, state, record, steps }: StageStatus, at: Date, colours: Colours): string {
  const { green, yellow, dim } = colours
  const mark = { done: green('✔'), running: yellow('…'), pending: dim('·'), empty: dim('-') }[state]
  const due = stage === 'contract' && state === 'pending' && plan.contractDue !== null
  const told = [
    state === 'empty' ? 'nothing to do' : state,
    ...(record === null ? (state === 'done' ? [dim('by Prisma')] : []) : [dim(whoAndWhen(record, at))]),
    ...(due ? [yellow(`due for ${formatDuration((plan.contractDue?.seconds ?? 0) * 1000)}`)] : []),
    ...(state === 'running' && steps.length > 0 ? [stepsTold(steps)] : []),
  ]
  return `  ${mark} ${stage.padEnd(8)} ${told.join(', ')}`
}

function whoAndWhen({ startedAt, finishedAt, osUser, host, databaseUser, release }: NonNullable<StageStatus['record']>, at: Date): string {
  const when =
    finishedAt === null
      ? `since ${momentOf(startedAt, at)}`
      : `${momentOf(finishedAt, at)}, in ${formatDuration(finishedAt.getTime() - startedAt.getTime())}`
  return `${when}, by ${osUser}@${host} as ${databaseUser}${release === null ? '' : `, release ${release}`}`
}

function stepsTold(steps: StageStatus['steps']): string {
  const done = steps.filter(({ state }) => state === 'done').length
  const now = steps.find(({ state }) => state === 'running')
  return `${done} of ${countOf(steps.length, 'step')}${now === undefined ? '' : `: ${now.label}`}`
}

/** `2026-11-21T09:31:02Z (2 h 4 min ago)`. */
export function momentOf(moment: Date, at: Date): string {
  return `${moment.toISOString().replace(/\.\d+Z$/, 'Z')} (${formatDuration(Math.max(0, at.getTime() - moment.getTime()))} ago)`
}

function pausedLines({ control }: PlanStatus, at: Date, { yellow }: Colours): readonly string[] {
  if (control?.paused !== true) return []
  const reason = control.reason === null ? '' : `: ${control.reason}`
  return [yellow(`    paused by ${control.changedBy}, ${momentOf(control.changedAt, at)}${reason}`)]
}

function proofLines({ verifications, stages }: PlanStatus, at: Date, { green, red, yellow, dim }: Colours): readonly string[] {
  const begun = stages.some(({ stage, state }) => stage === 'deploy' && state === 'done')
  const marks = { never: dim('·'), outdated: yellow('…'), clean: green('✔'), offending: red('✖') }
  return verifications
    .filter(({ state }) => begun || state !== 'never')
    .map(({ label, state, offending, samples, at: verifiedAt }) => {
      const when = verifiedAt === null ? '' : `, verified ${momentOf(verifiedAt, at)}`
      const told = {
        never: 'never verified',
        outdated: `${countOf(Number(offending), 'row')} in the way${when}, which is no proof any more`,
        clean: `no row in the way${when}`,
        offending: `${countOf(Number(offending), 'row')} in the way${samples.length === 0 ? '' : `, such as ${samples.slice(0, 3).join('; ')}`}${when}`,
      }
      return `    ${marks[state]} ${label}: ${told[state]}`
    })
}

/** Rows in quarantine that are shown; `--json` has more. */
const mostShown = 10

function quarantineLines({ quarantine: { open, rows } }: PlanStatus, { yellow, dim }: Colours): readonly string[] {
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

const nextLine = ({ next }: PlanStatus, { bold, dim }: Colours): readonly string[] =>
  next === null ? [] : [`  ${bold('next:')} ${next.command}  ${dim(next.text)}`]
