import type { Backfill } from '../../plan/plan.ts'
import { rowAddress } from '../../schema/row-key.ts'

/** A row of a table without a key is at another place after each UPDATE, and another row may be where it was. */
export const keyMoves = ({ key }: Pick<Backfill, 'key'>): boolean => key.some(({ name }) => name === rowAddress)
