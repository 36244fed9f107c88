import { StagerError } from '../../errors.ts'
import type { Backfill, PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../plan-id.ts'
import type { Key } from '../backfill-ports.ts'

/** `"id" = 7, "locale" = de of "User"`. */
export function describeKey(backfill: Pick<Backfill, 'key' | 'table'>, key: Key): string {
  return `${keyText(backfill, key)} of "${backfill.table.name}"`
}

const keyText = (backfill: Pick<Backfill, 'key'>, key: Key): string =>
  backfill.key.map(({ name }, at) => `"${name}" = ${key[at]}`).join(', ')

/** A sweep left the same rows pending: their values contradict what the plan expects, and another sweep would not change that. */
export function stuckPending({ plan }: PlanBundle, backfill: Backfill, keys: readonly Key[]): StagerError {
  return pendingError(
    'backfill-stuck',
    `${backfill.file} of ${planIdOf(plan)} ran over every row of "${backfill.table.name}", and some are still pending`,
    backfill,
    keys,
    {
      hint: `Look at these rows: ${backfill.kind === 'sql' ? 'its expression' : 'the transform'} gives them no value that settles them. Correct them, or ${backfill.file} (then seal the plan), and run the same command again.`,
    },
  )
}

/** Rows become pending as fast as they are filled. */
export function endlessPending({ plan }: PlanBundle, backfill: Backfill, keys: readonly Key[]): StagerError {
  return pendingError(
    'backfill-endless',
    `Rows of "${backfill.table.name}" become pending again as fast as ${planIdOf(plan)} fills them`,
    backfill,
    keys,
    {
      hint: 'Check that no older version of the application still writes to that table, then run the same command again.',
    },
  )
}

function pendingError(
  code: string,
  text: string,
  backfill: Backfill,
  keys: readonly Key[],
  options: { readonly hint: string },
): StagerError {
  const samples = keys.map((key) => keyText(backfill, key))
  return new StagerError(code, `${text}: ${samples.slice(0, 3).join('; ')}${samples.length > 3 ? '; ...' : ''}.`, {
    ...options,
    data: { table: backfill.table, samples },
  })
}
