/**
 * The first round of a laptop that has just joined, with a folder in which another left 100,000 operations, from the button to
 * the word that it is done, against raw IndexedDB puts of the rows that it brings, in the same browser.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { SyncPage } from '../pages/SyncPage'
import { FLEET_ROWS, fleetCsv, putRaw } from './benchFleet'
import { type BenchRow, benchRow, median } from './benchRow'

const RUNS = 3
/** A task that holds the window's thread for longer is felt. */
const FELT_MS = 50

export async function firstSyncBench(programDir: string): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-bench-'))
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const measured: number[] = []
  const reference: number[] = []
  const held: number[] = []
  try {
    await withLaptop(programDir, browser, async (app, dataDir) => {
      const admin = await leaveOperations(app, dataDir, folder)
      for (let run = 0; run < RUNS; run++) {
        const each = await firstRound(programDir, browser, admin, folder)
        measured.push(each.roundMs)
        reference.push(each.rawMs)
        held.push(each.longestTaskMs)
      }
    })
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
  const [ours, raw, longest] = [median(measured), median(reference), median(held)]
  return [
    benchRow(
      'first sync of 100k operations, throughput against raw IndexedDB puts of the same rows',
      '>=0.7',
      ours,
      raw,
      raw / ours,
    ),
    benchRow('longest task of the window during the first sync, of 50 ms', 'reported', longest, FELT_MS, longest / FELT_MS),
  ]
}

/** A laptop with a program of its own. */
async function withLaptop<T>(
  programDir: string,
  browser: Browser,
  work: (app: ConsolePage, dataDir: string) => Promise<T>,
): Promise<T> {
  const running = await startConsole({ programDir })
  const context = await browser.newContext()
  try {
    const app = new ConsolePage(await context.newPage())
    app.page.setDefaultTimeout(300_000)
    await app.open(running.url)
    return await work(app, running.dataDir)
  } finally {
    await context.close()
    await running.stop()
  }
}

/** The founder's laptop, which goes on to admit the others. */
async function leaveOperations(app: ConsolePage, dataDir: string, folder: string): Promise<SyncPage> {
  const path = join(dataDir, 'fleet.csv')
  await writeFile(path, fleetCsv())
  await app.importFile(path)
  const sync = new SyncPage(app)
  await sync.found('Bench Mesh')
  await (await sync.addFolder(folder)).getByText(/batches sent/).waitFor()
  return sync
}

function firstRound(programDir: string, browser: Browser, admin: SyncPage, folder: string) {
  return withLaptop(programDir, browser, async (app) => {
    const { page } = app
    const sync = new SyncPage(app)
    await sync.openWelcome(await admin.admit(await sync.askToJoin('One more laptop'), ['Operator']))
    await admin.syncNow(folder)
    await page.getByLabel('Folder').fill(folder)
    await page.evaluate(watchTasks)
    const start = performance.now()
    await page.getByRole('button', { name: 'Add a folder' }).click()
    await page
      .getByRole('region', { name: 'Jobs' })
      .getByText(/sent, \d+ received/)
      .waitFor()
    const roundMs = performance.now() - start
    const longestTaskMs = await page.evaluate(() => Number(document.documentElement.dataset.longestTask ?? 0))
    await expectAll(page)
    return { roundMs, longestTaskMs, rawMs: await putRaw(page) }
  })
}

/** Runs in the page. */
function watchTasks(): void {
  new PerformanceObserver((list) => {
    const longest = Math.max(...list.getEntries().map(({ duration }) => duration))
    const { dataset } = document.documentElement
    dataset.longestTask = String(Math.max(Number(dataset.longestTask ?? 0), longest))
  }).observe({ entryTypes: ['longtask'] })
}

/** @throws Error when not all of it arrived: a fast wrong answer is no answer */
async function expectAll(page: Page): Promise<void> {
  const count = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('commonmast')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction('hotspots').objectStore('hotspots').count()
          counting.onsuccess = () => resolve(counting.result)
        }
      }),
  )
  if (count !== FLEET_ROWS) throw new Error(`${count} hotspots of ${FLEET_ROWS} arrived`)
}
