import type { StagerError } from '../../errors.ts'
import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import { countOf } from '../../report/wording.ts'
import type { PlanStatus } from '../../run/status/plan-status.ts'
import type { StatusResult, StatusSettings } from '../status.ts'
import { describeBackfill } from './backfill-lines.ts'
import { createEvidenceReader } from './evidence-reader.ts'
import { follow } from './follow.ts'
import { statusOn } from './project-status.ts'
import { isOver, renderStatus } from './render-status.ts'

/** The status once: a document with `--json`, lines on stdout else. */
export function showStatus(result: StatusResult, terminal: Terminal): void {
  terminal.data(terminal.json ? toJson(result) : renderStatus(result, terminal.dataColours))
}

/** The status again and again, until Ctrl-C: in place on a terminal, a line for each plan in flight elsewhere, a document a line with `--json`. */
export async function watchStatus(
  settings: StatusSettings & { readonly cwd: string },
  options: { readonly milliseconds: number; readonly terminal: Terminal; readonly write?: (result: StatusResult) => Promise<void> },
): Promise<void> {
  const { milliseconds, terminal } = options
  const { plan, ...rest } = settings
  const screen = terminal.screen()
  const show = (result: StatusResult): void => {
    if (screen === null) terminal.data(terminal.json ? toJson(result) : statusLines(result))
    else screen.draw(`${renderStatus(result, terminal.dataColours)}\n\n${terminal.dataColours.dim(`${clockOf(result.at)}, Ctrl-C ends`)}`)
  }
  const evidence = createEvidenceReader()
  let last: StatusResult | null = null
  terminal.endsWithInterrupt = true
  try {
    await follow(rest, {
      milliseconds,
      signal: terminal.signal,
      look: (context, session, repository) => statusOn(context, session, repository, { plan, evidence }),
      onSeen: async (result) => {
        last = result
        if (options.write === undefined) show(result)
        else await options.write(result)
      },
      onLost: (error) => {
        if (screen === null || last === null) terminal.say(lost(error))
        else screen.draw(`${renderStatus(last, terminal.dataColours)}\n\n${terminal.dataColours.yellow(lost(error))}`)
      },
    })
  } finally {
    screen?.close()
  }
}

const lost = (error: StagerError): string => `${error.message} Trying again; Ctrl-C ends.`

const clockOf = (moment: Date): string => moment.toISOString().slice(0, 19).replace('T', ' ')

/** For logs. */
function statusLines({ at, plans }: StatusResult): string {
  const open = plans.filter((plan) => !isOver(plan))
  const lines = open.length === 0 ? ['no plan in flight'] : open.map(planLine)
  return lines.map((line) => `${at.toISOString()} ${line}`).join('\n')
}

function planLine(plan: PlanStatus): string {
  const { name, stages, backfills, quarantine, next } = plan
  const objections = plan.evidence?.seen?.objections ?? []
  const running = stages.find(({ state }) => state === 'running')
  const told = [
    running === undefined
      ? `waits for ${stages.find(({ state }) => state === 'pending')?.stage ?? 'nothing'}`
      : `${running.stage} is running`,
    ...backfills
      .filter(({ state }) => state === 'running')
      .map((backfill) => `${describeBackfill(backfill)}${backfill.holding === null ? '' : `, waits: ${backfill.holding.reason}`}`),
    ...objections.map(({ what }) => `still used: ${what}`),
    ...(quarantine.open === 0 ? [] : [`${countOf(quarantine.open, 'row')} in quarantine`]),
    ...(next === null ? [] : [`next: ${next.command}`]),
  ]
  return `${name}: ${told.join('; ')}`
}
