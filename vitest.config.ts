import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Tests wait more than they work: one processor is not left idle, as the runner would.
    maxWorkers: '100%',
    env: { TZ: 'UTC' },
  },
})
