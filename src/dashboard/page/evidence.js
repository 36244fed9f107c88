// What still uses what a plan takes away, as far as the database sees it.
import { h } from './dom.js'
import { countOf, formatCount, formatMoment } from './format.js'
import { badge, dataTable } from './tables.js'

/** From the end of expand on. */
export function evidenceBlock({ id, name, evidence, stages }) {
  if (evidence === null || !stages.some(({ stage, state }) => stage === 'expand' && state === 'done')) return null
  const { old, command, seen } = evidence
  const asked = h(
    'p',
    { class: 'asked' },
    h('b', {}, 'Still used? '),
    `${old.join('; ')} `,
    h('code', {}, command),
    ' looks in the source, too',
  )
  return seen === null ? asked : [asked, usesTable(name, seen), statementList(id, name, seen), clientList(id, name, seen)]
}

function usesTable(name, { statements, writes, clients }) {
  const columns = [
    { title: 'Of the old application' },
    { title: 'Seen' },
    { title: 'In all', number: true },
    { title: 'Since the deploy', number: true },
    { title: 'Last' },
  ]
  const rows = [
    statements.state === 'unknown' ? unknownRow('Statements that name it', statements) : growthRow('Statements that name it', statements),
    ...(writes.state === 'unknown'
      ? [unknownRow('Writes by old columns', writes)]
      : writes.counters.map((counter) => growthRow(`Writes of ${counter.table} by ${counter.columns.join(', ')}`, counter))),
    ...(clients.state === 'unknown'
      ? [unknownRow('Clients', clients)]
      : [clientRow('Clients of an old schema', clients.old), clientRow('Clients of an unknown schema', clients.unknown)]),
  ]
  return dataTable({ caption: `What still uses what ${name} takes away`, columns, rows })
}

const unknownRow = (what, { reason }) => [what, badge('none', 'not known'), '', '', reason]

const clientRow = (what, count) => [what, count > 0 ? badge('bad', 'connected') : badge('done', 'none'), formatCount(count), '', '']

function growthRow(what, { total, sinceDeploy, lastGrowth }) {
  const seen =
    sinceDeploy > 0
      ? badge('bad', 'still used')
      : total > 0 && sinceDeploy === null
        ? badge('pending', 'not deployed')
        : badge('done', 'no more')
  return [what, seen, formatCount(total), sinceDeploy === null ? '' : formatCount(sinceDeploy), lastTime(lastGrowth)]
}

function lastTime(growth) {
  if (growth === null) return ''
  return growth.after === null ? `seen ${formatMoment(growth.until)}` : `${formatMoment(growth.after)} to ${formatMoment(growth.until)}`
}

function statementList(id, name, { statements }) {
  if (statements.state === 'unknown' || statements.list.length === 0) return null
  const columns = [{ title: 'Statement' }, { title: 'Names' }, { title: 'Calls', number: true }]
  const rows = statements.list.map(({ query, names, total }) => [h('code', {}, query), names.join(', '), formatCount(total)])
  return h(
    'details',
    { id: `statements-${id}` },
    h('summary', {}, countOf(statements.statements, 'statement')),
    dataTable({ caption: `Statements that name what ${name} takes away`, columns, rows }),
  )
}

function clientList(id, name, { clients }) {
  if (clients.state === 'unknown' || clients.list.length === 0) return null
  const columns = [{ title: 'Client' }, { title: 'Process', number: true }, { title: 'Role' }, { title: 'Schema' }]
  const rows = clients.list.map(({ applicationName, processId, user, schema }) => [
    applicationName,
    String(processId),
    user,
    schema ?? 'none of this repository',
  ])
  return h(
    'details',
    { id: `clients-${id}` },
    h('summary', {}, countOf(clients.old + clients.unknown, 'client')),
    dataTable({ caption: `Clients that hold up ${name}`, columns, rows }),
  )
}
