import { listed } from '../diff/names.ts'
import { describeChange } from '../operations/registry.ts'
import { blocks, count, describeBackfill, describeLocks, destructiveSteps, hasContract, labelParts } from './describe-plan.ts'
import { estimates, statedRates } from './estimates.ts'
import { bullets, details, escape, fenced, table } from './markdown.ts'
import { renderQuestions } from './render-questions.ts'
import { renderRehearsal } from './render-rehearsal.ts'
import type { Backfill, Plan, PlanBundle, Step, Verification } from './plan.ts'

/** GitHub takes comments of up to 65,536 characters; beyond this the SQL is left to its files. */
const maximumLength = 60_000

/** The plan for people: README.md of its folder, and the comment on the pull request. */
export function renderMarkdown(bundle: PlanBundle): string {
  const whole = render(bundle, true)
  return whole.length <= maximumLength ? whole : render(bundle, false)
}

function render(bundle: PlanBundle, withFiles: boolean): string {
  const { plan } = bundle
  const file = (path: string, title: string): string => {
    const text = bundle.texts.get(path)
    return withFiles && text !== undefined
      ? details(title, path, fenced(text, path.slice(path.lastIndexOf('.') + 1)))
      : `- ${escape(title)}: \`${path}\``
  }
  return `${[
    `# ${plan.name}`,
    summary(plan),
    '## What to do',
    whatToDo(plan),
    '## Stages',
    stages(plan),
    ...renderRehearsal(bundle, withFiles),
    ...(plan.notes.length === 0 ? [] : ['## To know', bullets(plan.notes)]),
    ...howLong(plan),
    ...renderQuestions(plan),
    '## 1. Expand',
    steps(plan.expand.steps, 'Nothing to do before the deployment.', file),
    '## 2. Deploy',
    'Recorded when all of this is true:',
    bullets(plan.deploy.gates.map(({ text }) => text)),
    '## 3. Backfill',
    backfills(plan.backfill.backfills, file),
    '## 4. Contract',
    contract(plan, file),
    '## Undo',
    undo(plan, file),
  ].join('\n\n')}\n`
}

function howLong(plan: Plan): readonly string[] {
  const lines = estimates(plan)
  if (lines.length === 0) return []
  const basis = `With the tables as large as the database said when the plan was made, and ${statedRates}. Every stage runs however small they are.`
  return ['## How long', basis, bullets(lines)]
}

/** One line, however many changes there are. */
function summary({ changes }: Plan): string {
  const shown = changes.slice(0, 4).map((change) => escape(describeChange(change)))
  return `${shown.join('; ')}${changes.length > shown.length ? `; and ${count(changes.length - shown.length, 'more change')}` : ''}.`
}

function whatToDo(plan: Plan): string {
  const { name, backfill } = plan
  const destructive = destructiveSteps(plan)
  const review = [
    ...(renderQuestions(plan).length === 0 ? [] : ['the answers given']),
    'the SQL below',
    ...(backfill.backfills.some(({ kind }) => kind === 'typescript') ? ['the transform'] : []),
  ]
  const tasks = [
    `Review ${listed(review)}. Code compiles against the transition schema, which is what \`schema.prisma\` is on this branch.`,
    'Merge. The pipeline runs `stager apply --stage expand`, deploys the application, and runs `stager apply --stage deploy --release <sha>` once nothing of the old release is left.',
    ...(backfill.backfills.length === 0 ? [] : ['`stager apply --stage backfill`: hours are fine, and it may be stopped and run again.']),
    ...(hasContract(plan)
      ? [
          `\`stager verify ${name}\`, then \`stager promote ${name}\`: the second pull request, with the target schema and the contract migrations.`,
          `When that is merged and deployed, a person runs \`stager apply --stage contract\`.${destructive.length === 0 ? '' : ` What it drops is gone for good: ${destructive.map(({ label }) => escape(label)).join('; ')}.`}`,
        ]
      : ['That is all: contract has nothing to do.']),
  ]
  return tasks.map((task, at) => `${String(at + 1)}. ${task}`).join('\n')
}

function stages({ expand, deploy, backfill, contract: last }: Plan): string {
  const locked = (list: readonly Step[]): string => blocks(list.flatMap(({ locks }) => locks))
  const scans = (list: readonly Step[]): string => (list.some((step) => step.scans) ? 'yes, without blocking' : 'no')
  return table(
    ['stage', 'work', 'blocks, for a moment', 'reads whole tables', 'command'],
    [
      ['expand', count(expand.steps.length, 'step'), locked(expand.steps), scans(expand.steps), '`stager apply --stage expand`'],
      ['deploy', count(deploy.gates.length, 'gate'), 'nothing', 'no', '`stager apply --stage deploy --release <sha>`'],
      [
        'backfill',
        count(backfill.backfills.length, 'backfill'),
        backfill.backfills.length === 0 ? 'nothing' : 'the rows of a batch',
        backfill.backfills.length === 0 ? 'no' : 'yes, in batches',
        '`stager apply --stage backfill`',
      ],
      ['contract', count(last.steps.length, 'step'), locked(last.steps), scans(last.steps), '`stager apply --stage contract`'],
    ],
  )
}

type File = (path: string, title: string) => string

function steps(list: readonly Step[], nothing: string, file: File): string {
  if (list.length === 0) return nothing
  const rows = list.map((step, at) => [
    String(at + 1),
    labelParts(step).map(escape).join('<br>'),
    step.safety,
    step.locks.length === 0 ? 'none' : describeLocks(step.locks).map(escape).join('<br>'),
    blocks(step.locks),
    step.scans ? 'yes' : 'no',
  ])
  return [
    table(['#', 'step', 'kind', 'locks', 'blocks', 'reads the whole table'], rows),
    ...list.map((step) => file(step.file, step.label)),
  ].join('\n\n')
}

function backfills(list: readonly Backfill[], file: File): string {
  if (list.length === 0) return 'No row needs a new value.'
  return list
    .map((backfill, at) =>
      [
        `${String(at + 1)}. ${escape(backfill.label)}: ${escape(describeBackfill(backfill))}. A row is done when this no longer holds:`,
        fenced(backfill.pending, 'sql'),
        file(backfill.file, backfill.label),
      ].join('\n\n'),
    )
    .join('\n\n')
}

function contract(plan: Plan, file: File): string {
  const { verifications, steps: list } = plan.contract
  if (!hasContract(plan)) return 'Nothing to do: the transition schema is the target.'
  const proof =
    verifications.length === 0 ? [] : ['It refuses while there are:', verifications.map((each) => verification(each)).join('\n')]
  return [...proof, steps(list, 'No SQL: only `schema.prisma` changes.', file)].join('\n\n')
}

const verification = ({ label, hint }: Verification): string => `- ${escape(label)} (${escape(hint)})`

function undo(plan: Plan, file: File): string {
  const { irreversible = [] } = plan.undo
  const command = `\`stager undo ${plan.name}\``
  const list = steps(plan.undo.steps, 'There is nothing in the database to take back.', file)
  if (irreversible.length > 0) {
    const why = irreversible.map(({ label }) => `- ${escape(label)}.`).join('\n')
    const advice = 'What has to be undoable belongs into a plan of its own. As long as none of that has happened, undo runs this:'
    return [`Once expand has run, ${command} refuses, and the database stays as it is:`, why, advice, list].join('\n\n')
  }
  const before = hasContract(plan) ? 'Until contract has begun' : 'Until a later plan builds on it'
  const how = `${before}, ${command} takes the database and \`schema.prisma\` back. Deploy the old release first: the new one needs what this takes away.`
  return [how, list].join('\n\n')
}
