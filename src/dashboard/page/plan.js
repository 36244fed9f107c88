// One plan: its stages, evidence, backfills, proofs and quarantine.
import { h } from './dom.js'
import { evidenceBlock } from './evidence.js'
import { countOf, formatAgo, formatCount, formatDuration, formatMoment } from './format.js'
import { badge, dataTable, progressBar } from './tables.js'

const stageTitles = { expand: 'Expand', deploy: 'Deploy', backfill: 'Backfill', contract: 'Contract', undo: 'Undo' }
const stageKinds = { done: 'done', running: 'running', pending: 'pending', empty: 'none' }
const stageWords = { done: 'done', running: 'running', pending: 'pending', empty: 'nothing to do' }

/** A plan that is over takes a line, the others a card. */
export const isOver = ({ state }) => state === 'complete' || state === 'undone'

/** The card of a plan. */
export function planCard(plan, at) {
  const title = `plan-${plan.id}`
  return h(
    'article',
    { class: 'plan', id: `card-${plan.id}`, 'aria-labelledby': title },
    h('header', {}, h('h3', { id: title }, plan.name), h('code', { class: 'id' }, plan.id)),
    notes(plan, at),
    plan.next && h('p', { class: 'next' }, h('b', {}, 'Next '), h('code', {}, plan.next.command), h('span', {}, plan.next.text)),
    h(
      'ol',
      { class: 'stages', 'aria-label': `Stages of ${plan.name}` },
      plan.stages.map((stage) => stageBox(plan, stage)),
    ),
    evidenceBlock(plan),
    plan.backfills.filter(({ state }) => state !== 'pending').map((backfill) => backfillBlock(plan, backfill, at)),
    proofs(plan, at),
    quarantine(plan, at),
  )
}

function notes(plan, at) {
  const { control, hasFolder, resealed } = plan
  const said = [
    !hasFolder && 'Its folder is not in this checkout: only what the database knows is shown.',
    resealed && 'It was sealed again after it began to run here.',
    control?.paused &&
      `Paused by ${control.changedBy} ${formatAgo(control.changedAt, at)}${control.reason === null ? '' : `: ${control.reason}`}`,
  ]
  return said.filter(Boolean).map((text) => h('p', { class: 'notice' }, text))
}

function stageBox(plan, { stage, state, record, steps }) {
  const due = stage === 'contract' && plan.contractDue !== null && state === 'pending'
  const took =
    record !== null && record.finishedAt !== null ? formatDuration(new Date(record.finishedAt) - new Date(record.startedAt)) : null
  const done = steps.filter((step) => step.state === 'done').length
  return h(
    'li',
    { class: `stage ${state}` },
    h(
      'p',
      { class: 'name' },
      h('b', {}, stageTitles[stage]),
      badge(due ? 'waiting' : stageKinds[state], due ? `due for ${formatDuration(plan.contractDue.seconds * 1000)}` : stageWords[state]),
    ),
    record !== null &&
      h(
        'p',
        {},
        h('time', { datetime: record.finishedAt ?? record.startedAt }, formatMoment(record.finishedAt ?? record.startedAt)),
        took === null ? ' begun' : `, in ${took}`,
      ),
    record !== null && h('p', {}, `by ${record.osUser}@${record.host} as ${record.databaseUser}`),
    record === null && state === 'done' && h('p', {}, 'by Prisma'),
    record?.release && h('p', {}, 'release ', h('code', {}, record.release)),
    state === 'running' && steps.length > 0 && h('p', {}, `${done} of ${countOf(steps.length, 'step')}`),
    stage === 'deploy' &&
      state === 'pending' &&
      plan.gates.length > 0 &&
      h(
        'ul',
        { class: 'gates' },
        plan.gates.map(({ text }) => h('li', {}, text)),
      ),
    steps.length > 0 && stepList(plan, stage, steps),
  )
}

function stepList(plan, stage, steps) {
  return h(
    'details',
    {},
    h('summary', {}, countOf(steps.length, 'step')),
    h(
      'ul',
      {},
      steps.map(({ label, state, milliseconds }) =>
        h('li', {}, `${label}: ${state}${milliseconds === null ? '' : `, ${formatDuration(milliseconds)}`}`),
      ),
    ),
  )
}

function backfillBlock(plan, backfill, at) {
  const { label, state, visitedRows, writtenRows, estimatedRows, rowsPerSecond, batchRows, etaSeconds, pass, ranges } = backfill
  const share = state === 'done' ? 1 : estimatedRows > 0 ? Math.min(0.99, visitedRows / estimatedRows) : null
  const facts = [
    [
      'Rows visited',
      estimatedRows > visitedRows ? `${formatCount(visitedRows)} of about ${formatCount(estimatedRows)}` : formatCount(visitedRows),
    ],
    ['Written', formatCount(writtenRows)],
    ...(state === 'done'
      ? [['Took', formatDuration(new Date(backfill.finishedAt) - new Date(backfill.startedAt))]]
      : [
          ['Rate, last minute', rowsPerSecond === null ? 'none yet' : `${formatCount(rowsPerSecond)} rows/s`],
          ['Left', etaSeconds === null ? 'unknown' : formatDuration(etaSeconds * 1000)],
          ['Batch', batchRows === null ? 'none yet' : countOf(batchRows, 'row')],
          ['Pass', pass > 1 ? `${pass}, sweeping` : String(pass)],
          ...(ranges === null ? [] : [['Workers', `${ranges.workers}, ${ranges.finished} of ${countOf(ranges.total, 'range')} done`]]),
        ]),
  ]
  return h(
    'section',
    { class: 'backfill', 'aria-label': label, id: `backfill-${plan.id}-${backfill.backfill}` },
    h(
      'p',
      { class: 'name' },
      h('b', {}, label),
      backfillBadge(plan, backfill),
      h('span', { class: 'share' }, share === null ? '' : `${Math.floor(share * 100)}%`),
    ),
    progressBar(share, `Progress of ${label}`),
    h(
      'dl',
      { class: 'facts' },
      facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    ),
    hold(plan, backfill, at),
    ranges !== null && rangeTable(label, ranges),
  )
}

function backfillBadge({ runner }, { state, holding, ranges }) {
  if (state === 'done') return badge('done', 'done')
  if (runner === null && (ranges?.workers ?? 0) === 0) return badge('waiting', 'nobody runs it')
  return holding === null ? badge('running', 'running') : badge('waiting', 'waiting')
}

function hold({ runner, control }, { state, holding, ranges }, at) {
  if (state !== 'running') return null
  if (runner === null && (ranges?.workers ?? 0) === 0)
    return h('p', { class: 'notice' }, 'Nobody runs it now: the same command goes on from here.')
  return holding === null || control?.paused
    ? null
    : h('p', { class: 'notice' }, `Waits for ${formatDuration(Math.max(0, new Date(at) - new Date(holding.since)))}: ${holding.reason}`)
}

const rangeKinds = { waiting: 'pending', working: 'running', done: 'done', failed: 'bad' }

function rangeTable(label, { list, total }) {
  const columns = [{ title: 'Range' }, { title: 'State' }, { title: 'Progress' }, { title: 'Rows', number: true }, { title: 'Worker' }]
  const rows = list.map(({ ordinal, state, visitedRows, estimatedRows, worker, failure }) => [
    String(ordinal),
    [badge(rangeKinds[state], state), failure === null ? null : ` ${failure}`],
    progressBar(state === 'done' ? 1 : estimatedRows > 0 ? Math.min(0.99, visitedRows / estimatedRows) : 0, `Progress of range ${ordinal}`),
    formatCount(visitedRows),
    worker ?? '',
  ])
  return h('details', {}, h('summary', {}, countOf(total, 'range')), dataTable({ caption: `Ranges of ${label}`, columns, rows }))
}

const proofKinds = {
  never: ['pending', 'never verified'],
  outdated: ['waiting', 'outdated'],
  clean: ['done', 'no row'],
  offending: ['bad', 'in the way'],
}

function proofs({ name, verifications }, at) {
  if (verifications.length === 0) return null
  const columns = [
    { title: 'What contract asks for' },
    { title: 'Result' },
    { title: 'Rows', number: true },
    { title: 'Verified', short: true },
    { title: 'Such as' },
  ]
  const rows = verifications.map(({ label, state, offending, samples, at: verifiedAt }) => [
    label,
    badge(...proofKinds[state]),
    verifiedAt === null ? '' : formatCount(Number(offending)),
    verifiedAt === null ? '' : formatAgo(verifiedAt, at),
    samples.slice(0, 3).join('; '),
  ])
  return dataTable({ caption: `Proofs of ${name}`, columns, rows })
}

function quarantine({ name, quarantine: { open, rows } }, at) {
  if (open === 0) return null
  const columns = [{ title: 'Key' }, { title: 'Error' }, { title: 'Attempts', number: true }, { title: 'Last', short: true }]
  const cells = rows
    .slice(0, 20)
    .map(({ key, message, attempts, lastAt }) => [h('code', {}, key.join(', ')), message, formatCount(attempts), formatAgo(lastAt, at)])
  const more = open > cells.length ? `, ${cells.length} of ${formatCount(open)}` : ''
  return dataTable({ caption: `Rows of ${name} in quarantine${more}`, columns, rows: cells })
}

/** Plans that are over. */
export function overTable(plans) {
  if (plans.length === 0) return null
  const rows = plans.map(({ name, id, state, stages, next }) => [
    name,
    badge(state === 'complete' ? 'done' : 'none', state),
    stages
      .map(({ record }) => record?.finishedAt)
      .filter(Boolean)
      .map(formatMoment)
      .toSorted()
      .at(-1) ?? '',
    next === null ? h('code', {}, id) : h('code', {}, next.command),
  ])
  return h(
    'details',
    { class: 'over' },
    h('summary', {}, `${countOf(plans.length, 'plan')} that ${plans.length === 1 ? 'is' : 'are'} over`),
    dataTable({
      caption: 'Plans that are over',
      columns: [{ title: 'Plan' }, { title: 'State' }, { title: 'Last stage' }, { title: 'Folder, or what is next' }],
      rows,
    }),
  )
}
