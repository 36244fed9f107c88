import type { LoadSample, Sample } from './sample.ts'

/** At one a second: half an hour as it was seen, then two seconds a point for an hour, and so on. */
const mostSamples = 1800

/** Samples in the order of their times, in a bounded amount of memory. */
export interface History {
  add(sample: Sample): void
  samples(): readonly Sample[]
}

/** When it is full, every two neighbours become one, and new ones are joined to as wide a step; a peak of the load is never lost. */
export function createHistory(most = mostSamples): History {
  let kept: Sample[] = []
  /** How many looks one kept sample stands for. */
  let width = 1
  let open: { sample: Sample; looks: number } | null = null
  return {
    add(sample) {
      open = open === null ? { sample, looks: 1 } : { sample: join(open.sample, sample), looks: open.looks + 1 }
      if (open.looks < width) return
      kept.push(open.sample)
      open = null
      if (kept.length < most) return
      kept = halve(kept)
      width *= 2
    },
    samples: () => (open === null ? kept : [...kept, open.sample]),
  }
}

function halve(samples: readonly Sample[]): Sample[] {
  return samples.flatMap((sample, at) => {
    const before = samples[at - 1]
    return at % 2 === 1 && before !== undefined ? [join(before, sample)] : at === samples.length - 1 ? [sample] : []
  })
}

/** The later of two: counters say all by their last value, a load by its highest. */
function join(earlier: Sample, later: Sample): Sample {
  const load = Object.fromEntries(
    Object.entries(later.load).map(([name, value]) => [name, highest(earlier.load[name as keyof LoadSample], value as number | null)]),
  ) as unknown as LoadSample
  return { at: later.at, backfills: { ...earlier.backfills, ...later.backfills }, load }
}

const highest = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other)
