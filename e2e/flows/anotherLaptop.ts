import type { Browser } from '@playwright/test'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { SyncPage } from '../pages/SyncPage'
import { expect, PROGRAM_DIR } from './consoleTest'

/** One more laptop, with nothing on it. */
export async function anotherLaptop(browser: Browser): Promise<{ sync: SyncPage; close(): Promise<void> }> {
  const running = await startConsole({ programDir: PROGRAM_DIR })
  const context = await browser.newContext()
  const app = new ConsolePage(await context.newPage())
  await app.open(running.url)
  return {
    sync: new SyncPage(app),
    close: async () => {
      expect(app.errors).toEqual([])
      await context.close()
      await running.stop()
    },
  }
}
