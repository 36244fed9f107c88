import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import { countOf, formatDuration } from '../../report/wording.ts'
import { continueCommand } from '../continue-command.ts'
import type { ApplyResult } from '../apply.ts'

/** The last line: what was done, and what comes next. */
export function sayApplied(result: ApplyResult, { json, data, say, colours }: Terminal): void {
  if (json) {
    data(toJson({ type: 'result', ...result }))
    return
  }
  const { stage, plans, migrations, milliseconds } = result
  const ran = migrations.length === 0 ? [] : [countOf(migrations.length, 'migration')]
  const done = [...plans.map((plan) => `${plan} ${stage}`), ...ran]
  if (done.length === 0) {
    say(`Nothing to do: no plan is waiting for ${stage}.`)
    return
  }
  say(`${colours.green('Done')} in ${formatDuration(milliseconds)}: ${done.join(', ')}.`)
  if (plans.length > 0) say(`${colours.bold('Next:')} ${next(result)}`)
}

function next({ stage, plans: [plan = ''], chained: [chained], quarantined }: ApplyResult): string {
  if (quarantined > 0) {
    return `${countOf(quarantined, 'row')} in quarantine (stager status lists them); correct them, then  stager resume ${plan}`
  }
  switch (stage) {
    case 'expand':
      return 'deploy the application, then  stager apply --stage deploy --release <version>'
    case 'deploy':
      return 'stager apply --stage backfill'
    case 'backfill':
      return `stager verify, then  stager promote ${plan}`
    case 'contract':
      return chained === undefined ? 'nothing; the change is complete.' : `${continueCommand(chained)}, the second plan`
    default:
      return stage satisfies never
  }
}
