import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,main,preload,renderer,e2e}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
  },
})
