import type { Growth } from './evidence.ts'

/** Between looks of one process, which are closer together than those that are on record. */
export interface GrowthMemory {
  /** The same growth, with the narrowest time of the last one that is known. `at`: when the count was read. */
  sharpen(key: string, growth: Growth, at: Date): Growth
}

/** Remembers what the last look saw, and between which two looks a count grew. */
export function createGrowthMemory(): GrowthMemory {
  const looks = new Map<string, { readonly growth: Growth; readonly at: Date }>()
  return {
    sharpen(key, growth, at) {
      const last = looks.get(key)
      const sharpened =
        last === undefined
          ? growth
          : { ...growth, lastGrowth: last.growth.total === growth.total ? last.growth.lastGrowth : { after: last.at, until: at } }
      looks.set(key, { growth: sharpened, at })
      return sharpened
    },
  }
}
