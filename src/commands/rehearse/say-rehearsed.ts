import { relative } from 'node:path'

import { describeLocks } from '../../plan/describe-plan.ts'
import type { MeasuredStatement, Rehearsal } from '../../plan/rehearsal.ts'
import { describeServer, renderRehearsal } from '../../plan/render-rehearsal.ts'
import type { Terminal } from '../../report/terminal.ts'
import { countOf, formatDuration } from '../../report/wording.ts'
import { displayName } from '../../operations/names.ts'
import type { RehearsedPlan, RehearseResult } from '../rehearse.ts'

/** The measurements on stdout in the format that was asked for; the verdict, for people, on stderr. */
export function sayRehearsed(result: RehearseResult, format: 'human' | 'markdown' | 'json', terminal: Terminal): void {
  if (format === 'json') {
    terminal.data(JSON.stringify(result, null, 2))
    return
  }
  for (const one of result.plans) {
    const { plan, rehearsal } = one
    terminal.data(
      format === 'markdown'
        ? [`# ${plan}`, ...renderRehearsal({ plan: { name: plan, seal: rehearsal.seal }, rehearsal })].join('\n\n')
        : statements(one, terminal.dataColours),
    )
    sayVerdict(one, terminal)
  }
}

function statements({ plan, rehearsal }: RehearsedPlan, { bold, dim }: Terminal['dataColours']): string {
  const lines = rehearsal.statements.map((one, at, all) => [
    ...(all[at - 1]?.stage === one.stage ? [] : [bold(`${plan}: ${one.stage}`)]),
    `  ${short(one.sql)}`,
    dim(`      ${remarks(one).join('; ')}`),
  ])
  return lines.flat().join('\n')
}

const short = (sql: string): string => {
  const flat = sql.replaceAll(/\s+/g, ' ').trim()
  return flat.length <= 110 ? flat : `${flat.slice(0, 109)}…`
}

function remarks({ locks, locksMeasured, blocks, rewrites, scans, milliseconds }: MeasuredStatement): readonly string[] {
  return [
    locks.length === 0 ? 'no further lock' : `${describeLocks(locks).join(', ')}${locksMeasured ? '' : ' (as declared)'}`,
    ...(blocks === 'nothing' ? [] : [`blocks ${blocks}`]),
    ...(rewrites.length === 0 ? [] : [`rewrites ${rewrites.map(displayName).join(', ')}`]),
    ...(scans.length === 0 ? [] : [`reads all of ${scans.map(displayName).join(', ')}`]),
    ...(milliseconds === undefined ? [] : [formatDuration(milliseconds)]),
  ]
}

function sayVerdict({ plan, rehearsal, milliseconds, written }: RehearsedPlan, terminal: Terminal): void {
  sayFindings(`${plan}, in ${formatDuration(milliseconds)},`, rehearsal, terminal)
  for (const path of written) terminal.say(`  ${relative(process.cwd(), path)} was written.`)
}

/** What was not as the plan says, or that there is nothing of the kind. */
export function sayFindings(plan: string, rehearsal: Rehearsal, { say, colours }: Pick<Terminal, 'say' | 'colours'>): void {
  const { green, red, yellow } = colours
  const { notes, findings, statements: list } = rehearsal
  for (const note of notes) say(`  ${yellow('!')} ${note}`)
  for (const { text, sql } of findings) {
    say(`  ${red('✖')} ${text}`)
    for (const line of sql?.trim().split('\n').slice(0, mostLines) ?? []) say(`      ${line}`)
  }
  const ran = `${plan} was rehearsed ${describeServer(rehearsal)}: ${countOf(list.length, 'statement')}`
  if (findings.length === 0) say(`  ${green('✔')} ${ran}, no lock worse than declared, no drift.`)
  else say(`  ${red('✖')} ${ran}, ${countOf(findings.length, 'finding')}.`)
}

/** Of a statement under a finding; the plan's files have the rest. */
const mostLines = 5
