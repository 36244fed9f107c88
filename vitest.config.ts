import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Longest first: begun last, one processor would wait for the other. */
const longest = [
  'test/stages/examples.test.ts',
  'test/properties/stages.test.ts',
  'test/commands/bad-input.test.ts',
  'test/demo/run-demo.test.ts',
  'test/commands/init-pipeline.test.ts',
  'test/commands/workflow.test.ts',
  'test/operations/hidden-objects.test.ts',
  'test/run/backfill/fleet.test.ts',
  'test/chaos/kill-before-record.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification): number => longest.toReversed().findIndex((path) => moduleId.endsWith(path))
    return sorted.toSorted((one, other) => rank(other) - rank(one))
  }
}

const settings = {
  globalSetup: ['test/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Of a condition that comes true sooner or later; on a busy machine later.
  expect: { poll: { timeout: 30_000 } },
  env: { NO_COLOR: '1' },
}

export default defineConfig({
  test: {
    fileParallelism: true,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      // One process after the other file: to load Prisma, the engines and the drivers anew takes a second a file, and no test changes what another one sees.
      {
        test: {
          ...settings,
          name: 'normal',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.full.test.ts', 'test/.generated/**'],
        },
      },
      { test: { ...settings, name: 'full', include: ['test/**/*.full.test.ts'], testTimeout: 600_000 } },
    ],
  },
})
