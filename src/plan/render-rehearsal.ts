import { describeLocks } from './describe-plan.ts'
import { bullets, code, details, escape, table } from './markdown.ts'
import type { Plan } from './plan.ts'
import type { MeasuredStatement, Rehearsal, Retry } from './rehearsal.ts'
import { displayName } from '../operations/names.ts'

/** Longer tables are folded up. */
const mostOpen = 20

/** Of a statement, for its cell: what it does is at its beginning, and the whole text is below. */
const mostCharacters = 90

/** What was measured; nothing where the plan was never rehearsed. */
export function renderRehearsal(
  { plan, rehearsal }: { readonly plan: Pick<Plan, 'name' | 'seal'>; readonly rehearsal?: Rehearsal | undefined },
  withStatements = true,
): readonly string[] {
  if (rehearsal === undefined) return []
  if (rehearsal.seal !== plan.seal)
    return ['## Rehearsal', `The plan was edited since: \`stager rehearse ${plan.name}\` measures it again.`]
  return [
    '## Rehearsal',
    summary(rehearsal),
    ...(rehearsal.findings.length === 0 ? [] : ['**Not as planned:**', bullets(rehearsal.findings.map(({ text }) => `${text}.`))]),
    ...(rehearsal.notes.length === 0 ? [] : [bullets(rehearsal.notes)]),
    ...(withStatements && rehearsal.statements.length > 0 ? [statements(rehearsal.statements)] : []),
  ]
}

/** `on PostgreSQL 17 (embedded), with 100 generated rows in each table` */
export const describeServer = ({ postgres, embedded, rows }: Rehearsal): string =>
  `on PostgreSQL ${String(postgres)}${embedded ? ' (embedded)' : ''}, with ${rows === 0 ? 'empty tables' : `${String(rows)} generated rows in each table`}`

function summary(rehearsal: Rehearsal): string {
  const stages = rehearsal.undone ? 'Every stage ran, undo, and all of it once more' : 'Every stage ran but undo, which cannot be'
  const drift = rehearsal.findings.some(({ kind }) => kind === 'drift' || kind === 'stage')
  return `${stages}, ${describeServer(rehearsal)}.${drift ? '' : ' After each, Prisma saw no drift.'} This is what the statements were seen to do:`
}

function statements(list: readonly MeasuredStatement[]): string {
  const rows = list.map((one) => [
    one.stage,
    cell(one.sql),
    locks(one),
    one.blocks,
    one.rewrites.length === 0 ? 'no' : one.rewrites.map((name) => escape(displayName(name))).join('<br>'),
    one.stage === 'backfill'
      ? 'in batches'
      : one.scans.length === 0
        ? 'no'
        : one.scans.map((name) => escape(displayName(name))).join('<br>'),
    retries[one.retry],
  ])
  const text = table(['stage', 'statement', 'lock', 'blocks', 'rewrites', 'reads all of', 'can be run again'], rows)
  return list.length <= mostOpen ? text : details('what each statement was seen to do', `${String(list.length)} statements`, text)
}

const retries: Readonly<Record<Retry, string>> = {
  'whole step': 'yes, its whole step',
  'after clean-up': 'yes, what it left is dropped first',
  'goes on': 'yes, and goes on where it was',
}

function locks({ locks: list, locksMeasured, blocks }: MeasuredStatement): string {
  if (list.length === 0) return blocks === 'nothing' ? 'none' : 'as before'
  return `${describeLocks(list).map(escape).join('<br>')}${locksMeasured ? '' : ' (as declared)'}`
}

function cell(sql: string): string {
  const flat = sql.replaceAll(/\s+/g, ' ').trim()
  const short = flat.length <= mostCharacters ? flat : `${flat.slice(0, mostCharacters - 1)}…`
  return code(short).replaceAll('|', String.raw`\|`)
}
