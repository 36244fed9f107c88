import { StagerError } from '../errors.ts'
import type { HiddenObject } from '../schema/hidden.ts'
import { carryCheck, carryIndex, carryStatistics } from './carry-objects.ts'
import { fateOf, type Carried } from './hidden-fate.ts'
import { displayName } from './names.ts'
import type { PlanContext, Staged } from './operation.ts'
import { staged } from './staged.ts'

/** What hangs on the plan's columns unseen by Prisma: carried to the column that takes over, left to people, or a reason to make no plan. */
export function carryHidden(context: PlanContext): Staged {
  const fates = (context.hidden ?? []).map((object) => ({ object, fate: fateOf(context, object) }))
  refuse(fates.flatMap(({ object, fate }) => (fate.kind === 'refused' ? [{ object, why: fate.why }] : [])))
  const carried = fates.flatMap(({ fate }) => (fate.kind === 'carried' ? [carry(context, fate.object)] : []))
  return staged({
    expand: carried.flatMap(({ expand = [] }) => expand),
    contract: carried.flatMap(({ contract = [] }) => contract),
    undo: carried.flatMap(({ undo = [] }) => undo),
    gates: fates.flatMap(({ fate }) => (fate.kind === 'awaited' ? [fate.todo] : [])),
    notes: fates.flatMap(({ object, fate }) => {
      if (fate.kind === 'noted') return [fate.note]
      return fate.kind === 'carried'
        ? [`Prisma does not see ${object.identity}; the plan makes it anew for the column that takes over.`]
        : []
    }),
  })
}

function carry(context: PlanContext, object: Carried): Partial<Staged> {
  switch (object.kind) {
    case 'index':
      return carryIndex(context, object)
    case 'check':
      return carryCheck(context, object)
    case 'statistics':
      return carryStatistics(context, object)
  }
}

function refuse(refused: readonly { readonly object: HiddenObject; readonly why: string }[]): void {
  if (refused.length === 0) return
  const columns = [
    ...new Set(refused.flatMap(({ object: { table, columns: names } }) => names.map((name) => `${displayName(table)}.${name}`))),
  ]
  const list = refused.map(({ object, why }) => `${object.identity} (${why})`).join('; ')
  throw new StagerError(
    'hidden-not-carried',
    `${columns.join(', ')} cannot be replaced by another column, since stager does not carry over what hangs on it: ${list}.`,
    {
      hint: 'Drop that in a migration of your own and make it again after contract; or change the name in the code only: @map with the old name changes no database at all.',
      data: { objects: refused.map(({ object, why }) => ({ object: object.identity, why })) },
    },
  )
}
