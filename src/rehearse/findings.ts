import { displayName } from '../operations/names.ts'
import type { Plan, Step } from '../plan/plan.ts'
import type { MeasuredStatement, RehearsalFinding } from '../plan/rehearsal.ts'
import type { TableName } from '../schema/model.ts'
import { lockModes, type LockMode } from '../sql/statement.ts'

const rank = (mode: LockMode | null): number => (mode === null ? -1 : lockModes.indexOf(mode))

const sameName = (left: TableName, right: TableName): boolean =>
  left.name === right.name && (left.schema ?? 'public') === (right.schema ?? 'public')

/** What the plan does not say of its statements, or says too little of. */
export const findingsOf = (plan: Plan, statements: readonly MeasuredStatement[]): readonly RehearsalFinding[] =>
  statements.flatMap((statement) => {
    const step = [...plan.expand.steps, ...plan.contract.steps, ...plan.undo.steps].find(({ id }) => id === statement.step)
    return [...worseLocks(statement, step), ...blockedScans(statement), ...rewrites(statement)]
  })

/** A backfill declares nothing: it may lock rows, and so nothing stronger than writers do. */
function worseLocks(statement: MeasuredStatement, step: Step | undefined): readonly RehearsalFinding[] {
  if (!statement.locksMeasured) return []
  return statement.locks.flatMap(({ mode, table }) => {
    const declared = step === undefined ? 'ROW EXCLUSIVE' : (step.locks.find((lock) => sameName(lock.table, table))?.mode ?? null)
    if (rank(mode) <= rank(declared)) return []
    const said = declared === null ? 'declares no lock on it' : `declares ${declared}`
    return [
      {
        ...about(statement, 'lock'),
        text: `${statement.step} took ${mode} on ${displayName(table)} and ${said}`,
        declared,
        measured: mode,
      },
    ]
  })
}

function blockedScans(statement: MeasuredStatement): readonly RehearsalFinding[] {
  if (statement.blocks === 'nothing' || statement.scans.length === 0) return []
  return [
    {
      ...about(statement, 'scan'),
      text: `${statement.step} reads all of ${statement.scans.map(displayName).join(', ')} under a lock that blocks ${statement.blocks}`,
    },
  ]
}

function rewrites(statement: MeasuredStatement): readonly RehearsalFinding[] {
  if (statement.rewrites.length === 0) return []
  return [{ ...about(statement, 'rewrite'), text: `${statement.step} rewrites ${statement.rewrites.map(displayName).join(', ')}` }]
}

const about = ({ stage, step, sql }: MeasuredStatement, kind: RehearsalFinding['kind']) => ({ kind, stage, step, sql })
