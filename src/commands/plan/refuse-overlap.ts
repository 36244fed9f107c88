import { StagerError, exitCode } from '../../errors.ts'
import type { Plan } from '../../plan/plan.ts'
import type { TableName } from '../../schema/model.ts'

/** Plans on different tables may run side by side; on one table their triggers and edits would meet. */
export function refuseOverlap(plan: Plan, inFlight: readonly Plan[]): void {
  for (const other of inFlight) {
    const shared = plan.tables.find((table) => other.tables.some((taken) => sameTable(table, taken)))
    if (shared === undefined) continue
    throw new StagerError('plan-overlaps', `The plan ${other.name} is not finished and changes ${shared.name} too.`, {
      exitCode: exitCode.conflict,
      hint: `Finish it (stager status, then stager promote ${other.name}), take it back (stager undo ${other.name}), or leave ${shared.name} out of this change.`,
      data: { plan: other.name, table: shared },
    })
  }
}

function sameTable(left: TableName, right: TableName): boolean {
  return left.schema === right.schema && left.name === right.name
}
