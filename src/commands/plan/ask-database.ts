import { nameBeforeMove } from '../../operations/moves.ts'
import { tablesTouched } from '../../operations/touched-tables.ts'
import type { PlanContext } from '../../operations/operation.ts'
import { touchedTables } from '../../plan/assemble.ts'
import { readHiddenObjects, readTableSizes } from '../../postgres/hidden-objects.ts'
import type { HiddenObject, TableSize } from '../../schema/hidden.ts'

/** What schema.prisma does not say of the tables of a plan. */
export interface Asked {
  readonly hidden: readonly HiddenObject[] | null
  readonly sizes: readonly TableSize[]
}

/** Reads the catalog of a database that was named for it; a plan connects to none by itself. */
export async function askDatabase(databaseUrl: string | undefined, context: PlanContext): Promise<Asked> {
  if (databaseUrl === undefined) return { hidden: null, sizes: [] }
  const { withDatabase } = await import('../../postgres/connect.ts')
  return withDatabase(databaseUrl, (database) =>
    database.withSession(async (session) => ({
      hidden: await readHiddenObjects(session, tablesTouched(context)),
      sizes: await readTableSizes(
        session,
        touchedTables(context.changes).map((table) => ({ table, now: nameBeforeMove(context, table, '').table })),
      ),
    })),
  )
}
