import fc from 'fast-check'
import type { Evolution } from './arbitrary-edits.ts'
import { planEvolution } from './planning-property.ts'
import { walkStages } from './walk-stages.ts'

/** A random change runs through all stages, back, and through them again. */
export async function stagesRun(evolution: Evolution): Promise<void> {
  const planned = await planEvolution(evolution)
  if (planned === null || planned.changes.length === 0) return fc.pre(false)
  const ending = await walkStages(planned, async () => {
    const again = await planEvolution(evolution, { name: 'again', timestamp: '20260102000000' })
    if (again === null) throw new Error('The change is refused when it is planned again.')
    return again
  })
  fc.pre(ending !== 'no case')
}
