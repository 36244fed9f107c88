import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They take minutes: begun last, one processor would wait for the other. */
const longest = ['test/properties/stages.test.ts', 'test/stages/examples.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification): number => (longest.some((path) => moduleId.endsWith(path)) ? 0 : 1)
    return sorted.toSorted((one, other) => rank(one) - rank(other))
  }
}

const settings = {
  globalSetup: ['test/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  env: { NO_COLOR: '1' },
}

export default defineConfig({
  test: {
    fileParallelism: true,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...settings, name: 'normal', include: ['test/**/*.test.ts'], exclude: ['test/**/*.full.test.ts', 'test/.generated/**'] } },
      { test: { ...settings, name: 'full', include: ['test/**/*.full.test.ts'], testTimeout: 600_000 } },
    ],
  },
})
