import { defineConfig } from 'vitest/config'

const shared = { environment: 'node', testTimeout: 30_000, setupFiles: ['e2e/propertySeed.ts'] }

/** Only `npm run test:long` asks for it. */
const long = { test: { ...shared, name: 'long', include: ['e2e/long/*.ts'], testTimeout: 600_000, hookTimeout: 600_000 } }

export default defineConfig({
  test: {
    // Left to itself it runs one file at a time on two cores.
    maxWorkers: 2,
    projects: [
      // What is pure leaves nothing behind, so its files share their modules instead of loading them anew.
      { test: { ...shared, name: 'core', include: ['core/**/*.test.ts'], isolate: false } },
      { test: { ...shared, name: 'renderer', include: ['renderer/**/*.test.{ts,tsx}'] } },
      {
        test: {
          ...shared,
          name: 'real parts',
          include: ['{main,preload,e2e}/**/*.test.{ts,tsx}'],
          // Real ports, processes and sockets may miss a deadline on a loaded machine; what fails twice fails.
          retry: 1,
          hookTimeout: 60_000,
        },
      },
      ...(process.env.LONG_TESTS ? [long] : []),
    ],
  },
})
