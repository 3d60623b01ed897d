import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,main,preload,renderer,e2e}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
    // Tests on real ports, processes and sockets may miss a deadline on a loaded machine; what fails twice fails.
    retry: 1,
  },
})
