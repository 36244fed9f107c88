import { defineConfig } from 'vitest/config'

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
    projects: [
      { test: { ...settings, name: 'normal', include: ['test/**/*.test.ts'], exclude: ['test/**/*.full.test.ts', 'test/.generated/**'] } },
      { test: { ...settings, name: 'full', include: ['test/**/*.full.test.ts'], testTimeout: 600_000 } },
    ],
  },
})
