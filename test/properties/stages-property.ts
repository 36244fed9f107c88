import fc from 'fast-check'
import type { Evolution } from './arbitrary-edits.ts'
import { checkEvolutions, chosenSeed, type CheckOptions } from './check-evolutions.ts'
import { planEvolution } from './planning-property.ts'
import { withWalkDatabase, type LendDatabase } from './walk-database.ts'
import { walkStages } from './walk-stages.ts'

/** A random change runs through all stages, back, and through them again. */
export const stagesRun =
  (lend: LendDatabase) =>
  async (evolution: Evolution): Promise<void> => {
    const planned = await planEvolution(evolution)
    if (planned === null || planned.changes.length === 0) return fc.pre(false)
    const ending = await walkStages(lend, planned, async () => {
      const again = await planEvolution(evolution, { name: 'again', timestamp: '20260102000000' })
      if (again === null) throw new Error('The change is refused when it is planned again.')
      return again
    })
    fc.pre(ending !== 'no case')
  }

/** The cases are shared among `lanes`, each with a database and a seed of its own. */
export async function checkStages({ cases, seed, lanes }: CheckOptions & { readonly lanes: number }): Promise<void> {
  const first = chosenSeed(seed)
  const share = Math.ceil(cases / lanes)
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      withWalkDatabase((lend) => checkEvolutions(stagesRun(lend), { cases: share, seed: first + lane })),
    ),
  )
}
