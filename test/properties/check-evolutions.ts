import fc from 'fast-check'
import { evolutions, type Evolution } from './arbitrary-edits.ts'
import { renderSketch } from './render-sketch.ts'

export interface CheckOptions {
  readonly cases: number
  readonly seed: number
}

/** What each run starts with, unless STAGER_SEED says otherwise: a failure is the same one tomorrow. */
export function chosenSeed(usual: number): number {
  const given = process.env['STAGER_SEED']
  const seed = given === undefined || given === '' ? usual : given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given)
  process.stdout.write(`STAGER_SEED=${String(seed)}\n`)
  return seed
}

/**
 * Holds a property against random schemas and edits of them. A failure shows the smallest pair of schemas that was found, and the
 * seed: `STAGER_SEED=<seed> npx vitest run <file>` finds it again, `STAGER_SEED=random` looks elsewhere.
 */
export async function checkEvolutions(property: (evolution: Evolution) => Promise<void>, { cases, seed }: CheckOptions): Promise<void> {
  const result = await fc.check(fc.asyncProperty(evolutions, property), {
    numRuns: cases,
    seed,
    path: process.env['STAGER_PATH'] ?? '',
    endOnFailure: false,
  })
  if (!result.failed) return
  const [evolution] = result.counterexample ?? []
  throw new Error(
    [
      `After ${String(result.numRuns)} cases and ${String(result.numShrinks)} shrinks: STAGER_SEED=${String(result.seed)} STAGER_PATH=${result.counterexamplePath ?? ''}`,
      ...(evolution === undefined ? [] : describeEvolution(evolution)),
      String(result.errorInstance instanceof Error ? (result.errorInstance.stack ?? result.errorInstance.message) : result.errorInstance),
    ].join('\n'),
    { cause: result.errorInstance },
  )
}

function describeEvolution({ before, after, edits, answers }: Evolution): readonly string[] {
  return [
    `edits: ${JSON.stringify(edits)}`,
    `answers: ${JSON.stringify(answers)}`,
    `--- before\n${renderSketch(before)}`,
    `--- after\n${renderSketch(after)}`,
  ]
}
