/** A test with a console of its own: the real program on fresh records, and no complaint in the browser's console. */
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
    await app.open(running.url)
    await use(app)
    expect(app.errors).toEqual([])
  },
})

export { expect }
