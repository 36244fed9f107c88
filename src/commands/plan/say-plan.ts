import { relative } from 'node:path'

import { renderHuman } from '../../plan/render-human.ts'
import { renderMarkdown } from '../../plan/render-markdown.ts'
import { colourPlan } from '../../report/colour-plan.ts'
import type { Terminal } from '../../report/terminal.ts'
import type { PlanFormat, PlanResult } from '../plan.ts'
import { sayFindings } from '../rehearse/say-rehearsed.ts'

/** The plan on stdout in the format that was asked for; what happened to it, for people, on stderr. */
export function sayPlan(result: PlanResult, format: PlanFormat, terminal: Terminal): void {
  const { data, say, colours } = terminal
  const { bundle } = result
  if (format === 'json') {
    const { id, directory, written, unseen, rehearsal, notRehearsed } = result
    data(JSON.stringify({ plan: bundle?.plan ?? null, id, directory, written, unseen, rehearsal, notRehearsed }, null, 2))
    return
  }
  if (bundle === null) {
    say('There is nothing to plan: the two schemas make the same database.')
    for (const sentence of result.unseen) say(`  ${sentence}`)
    if (result.unseen.length > 0) say('Commit the schema and deploy: no migration goes with it.')
    return
  }
  data(format === 'markdown' ? renderMarkdown(bundle) : colourPlan(renderHuman(bundle), terminal.dataColours))
  if (result.directory === null) {
    say('Nothing was written.')
    return
  }
  for (const path of result.written) say(`  ${colours.green('✔')} ${relative(process.cwd(), path)}`)
  const scaffolds = bundle.plan.backfill.backfills.filter(({ file }) => bundle.texts.get(file)?.includes('not written yet: ') === true)
  for (const { file } of scaffolds) say(`  ${colours.yellow('!')} ${file} is a frame: write it, then  stager seal ${bundle.plan.name}`)
  sayRehearsal(result, terminal)
  say(`${colours.bold('Next:')} review and commit it; when it is merged,  stager apply --stage expand`)
}

function sayRehearsal({ bundle, rehearsal, notRehearsed }: PlanResult, { say, colours }: Terminal): void {
  if (notRehearsed !== null) {
    say(`  ${colours.yellow('!')} The plan was not rehearsed. ${notRehearsed.message}`)
    say(`      ${notRehearsed.hint}`)
  }
  if (rehearsal !== null) sayFindings(bundle?.plan.name ?? '', rehearsal, { say, colours })
}
