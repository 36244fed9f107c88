import { describeChange } from '../operations/registry.ts'
import { blocks, count, decisions, describeBackfill, describeLocks, hasContract, labelParts } from './describe-plan.ts'
import { estimates, statedRates } from './estimates.ts'
import type { Plan, PlanBundle, Step } from './plan.ts'

/** The plan for a terminal: lines without colour; the report adds that. SQL is in the plan's files. */
export function renderHuman({ plan }: PlanBundle): string {
  const answers = decisions(plan.changes, (text) => text)
  return `${[
    plan.name,
    ...plan.changes.map((change) => `  ${describeChange(change)}`),
    ...(answers.length === 0 ? [] : ['', 'answers', ...answers.map((line) => `  ${line}`)]),
    '',
    `1 expand: ${count(plan.expand.steps.length, 'step')}`,
    ...plan.expand.steps.flatMap(step),
    `2 deploy: ${count(plan.deploy.gates.length, 'gate')}`,
    ...plan.deploy.gates.map(({ text }) => `  ${text}`),
    `3 backfill: ${count(plan.backfill.backfills.length, 'backfill')}`,
    ...plan.backfill.backfills.map((backfill) => `  ${backfill.label} (${describeBackfill(backfill)})`),
    ...contract(plan),
    ...(estimates(plan).length === 0 ? [] : ['', `how long, at ${statedRates}`, ...estimates(plan).map((line) => `  ${line}`)]),
    ...(plan.notes.length === 0 ? [] : ['', 'to know', ...plan.notes.map((note) => `  ${note}`)]),
    '',
    ...undo(plan),
  ].join('\n')}\n`
}

function undo(plan: Plan): readonly string[] {
  const { steps, irreversible = [] } = plan.undo
  const until = irreversible.length > 0 ? ', until expand has run' : hasContract(plan) ? ', until contract has begun' : ''
  return [`undo: stager undo ${plan.name}${until} (${count(steps.length, 'step')})`, ...irreversible.map(({ label }) => `  ${label}`)]
}

function step(planned: Step): readonly string[] {
  const { locks, scans, safety } = planned
  const blocked = blocks(locks)
  const remarks = [
    ...(locks.length === 0 ? [] : [describeLocks(locks).join(', ')]),
    ...(blocked === 'nothing' ? [] : [`blocks ${blocked} for a moment`]),
    ...(scans ? ['reads the whole table'] : []),
    ...(safety === 'destructive' ? ['gone for good'] : []),
  ]
  return [...labelParts(planned).map((label) => `  ${label}`), ...(remarks.length === 0 ? [] : [`      ${remarks.join('; ')}`])]
}

function contract(plan: Plan): readonly string[] {
  const { steps, verifications } = plan.contract
  return [
    `4 contract: ${count(steps.length, 'step')}`,
    ...verifications.map(({ label }) => `  refuses while there are ${label}`),
    ...steps.flatMap(step),
  ]
}
