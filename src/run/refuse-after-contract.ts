import { StagerError } from '../errors.ts'
import type { TableName } from '../schema/model.ts'
import type { RunContext } from './context.ts'
import { ownerOf } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import type { MigrationFile, ScriptAnalysis } from './history-ports.ts'
import type { ExpandOptions } from './run-expand.ts'
import type { LockedHistory } from './under-migration-lock.ts'

/**
 * A migration that was written on top of a contract migration which has not run here yet may need what that one leaves behind.
 * Refused when it touches the plan's tables, or when that cannot be known.
 */
export async function refuseAfterContract(
  context: RunContext,
  { session, applied }: LockedHistory,
  migration: MigrationFile,
  script: ScriptAnalysis,
  { bundles, migrations }: ExpandOptions,
): Promise<void> {
  const { catalog } = context
  for (const earlier of migrations) {
    if (earlier.name >= migration.name || applied.has(earlier.name)) continue
    const owner = ownerOf(earlier, bundles)
    if (owner?.stage !== 'contract') continue
    const shared =
      script.tables === null
        ? null
        : common(await catalog.resolve(session, script.tables), await catalog.resolve(session, owner.bundle.plan.tables))
    if (shared === undefined) continue
    const id = planIdOf(owner.bundle.plan)
    const reason = shared === null ? 'what it touches cannot be known' : `it touches "${shared.name}"`
    throw new StagerError(
      'migration-after-contract',
      `The migration ${migration.name} comes after ${earlier.name}, the contract stage of ${id}, which has not run on this database, and ${reason}.`,
      { hint: `Finish that plan first; stager status says what ${id} waits for.` },
    )
  }
}

function common(a: readonly TableName[], b: readonly TableName[]): TableName | undefined {
  return a.find((one) => b.some((other) => one.name === other.name && one.schema === other.schema))
}
