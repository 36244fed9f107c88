import type { Column } from '../schema/model.ts'
import { areTolerated } from './tolerated-types.ts'
import { isWidening } from './widening.ts'

/**
 * How a column gets another type. `widen`: in place, which rewrites nothing. `swap`: a shadow column takes over its name at contract, since clients
 * of both types work over either column. `move`: the field gets another column, which only the new clients know.
 */
export type TypeStrategy = 'widen' | 'swap' | 'move'

/** For two columns of different types. */
export function typeStrategy(from: Column, to: Column): TypeStrategy {
  if (isWidening(from.type, to.type)) return 'widen'
  return areTolerated(from.type, to.type) ? 'swap' : 'move'
}
