/** A test with a console of its own: the real program on fresh records, no complaint in the browser's console, no breach of the policy. */
import { resolve } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'

export const PROGRAM_DIR = resolve(__dirname, '../..')

export interface ConsoleFixtures {
  running: ConsoleUnderTest
  app: ConsolePage
}

export const test = base.extend<ConsoleFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
  running: async ({}, use) => {
    const running = await startConsole({ programDir: PROGRAM_DIR })
    await use(running)
    await running.stop()
  },
  app: async ({ page, running }, use) => {
    const app = new ConsolePage(page)
    await page.addInitScript(reportBreaches)
    await app.open(running.url)
    await use(app)
    expect(app.errors).toEqual([])
  },
})

/** The browser itself is silent about a breach that is caught, such as a try at `eval`. Runs in the page. */
function reportBreaches(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
    console.error(`Breach of the policy: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`)
  })
}

export { expect }
