import { defineConfig } from '@playwright/test'
import { FLOW_ARGS, findChromium } from './e2e/chromium'

/** Flows in the browser shell, one at a time: they share the machine's ports and its slow software drawing. */
export default defineConfig({
  testDir: 'e2e/flows',
  testMatch: '**/*.spec.ts',
  workers: 1,
  // A loaded machine may miss one deadline in software drawing; what fails twice fails, and a second try is named in the report.
  retries: 1,
  timeout: 120_000,
  // Generous, because a busy machine is no fault of the program; an expectation that holds does not wait.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['line'], ['json', { outputFile: 'test-results/flows.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: findChromium(), args: FLOW_ARGS },
  },
})
