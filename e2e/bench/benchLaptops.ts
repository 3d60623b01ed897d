/** Laptops of one cooperative, each with a program and a browser profile of its own, which meet at a folder. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { SyncPage } from '../pages/SyncPage'

export async function withLaptop<T>(
  programDir: string,
  browser: Browser,
  work: (app: ConsolePage, dataDir: string) => Promise<T>,
): Promise<T> {
  const running = await startConsole({ programDir })
  const context = await browser.newContext()
  try {
    const app = new ConsolePage(await context.newPage())
    app.page.setDefaultTimeout(600_000)
    await app.open(running.url)
    return await work(app, running.dataDir)
  } finally {
    await context.close()
    await running.stop()
  }
}

/**
 * The founder's laptop imports files one after the other, and leaves what that comes to at the folder.
 * @returns it, to admit the others
 */
export async function leaveOperations(
  app: ConsolePage,
  dataDir: string,
  folder: string,
  files: readonly string[],
): Promise<SyncPage> {
  const path = join(dataDir, 'fleet.csv')
  for (const text of files) {
    await writeFile(path, text)
    await app.importFile(path)
  }
  const sync = new SyncPage(app)
  await sync.found('Bench Mesh')
  await (await sync.addFolder(folder)).getByText(/batches sent/).waitFor()
  return sync
}

/** A laptop that has just joined, up to its first round. */
export async function joinCooperative(app: ConsolePage, admin: SyncPage, folder: string): Promise<void> {
  const sync = new SyncPage(app)
  await sync.openWelcome(await admin.admit(await sync.askToJoin('One more laptop'), ['Operator']))
  await admin.syncNow(folder)
  await app.page.getByLabel('Folder').fill(folder)
}

/** Milliseconds of the first round, from the button to the word that it is done. */
export async function firstRoundMs({ page }: ConsolePage): Promise<number> {
  const start = performance.now()
  await page.getByRole('button', { name: 'Add a folder' }).click()
  await page
    .getByRole('region', { name: 'Jobs' })
    .getByText(/sent, \d+ received/)
    .waitFor()
  return performance.now() - start
}
