import { defineConfig } from 'vitest/config'

const shared = { environment: 'node', testTimeout: 30_000 } as const

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'pure', include: ['{core,renderer}/**/*.test.{ts,tsx}'] } },
      {
        test: {
          ...shared,
          name: 'real parts',
          include: ['{main,preload,e2e}/**/*.test.{ts,tsx}'],
          // Real ports, processes and sockets may miss a deadline on a loaded machine; what fails twice fails.
          retry: 1,
        },
      },
    ],
  },
})
