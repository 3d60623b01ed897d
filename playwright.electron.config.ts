import { defineConfig } from '@playwright/test'

/** Flows in real Electron, named by ELECTRON_BIN; see scripts/electronFlows.mjs. */
export default defineConfig({
  testDir: 'e2e/electron',
  testMatch: '**/*.spec.ts',
  workers: 1,
  // As the flows in the browser shell: a loaded machine may miss one deadline in software drawing.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['line'], ['json', { outputFile: 'test-results/electron.json' }]],
})
