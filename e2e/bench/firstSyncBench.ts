/**
 * The first round of a laptop that has just joined, with a folder in which another left 100,000 operations, from the button to
 * the word that it is done, against raw IndexedDB puts of all rows that are there afterwards (records with their stamps, log,
 * batches word for word), in one transaction in the same browser.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import type { SyncPage } from '../pages/SyncPage'
import { FLEET_ROWS, fleetCsv, putRaw } from './benchFleet'
import { firstRoundMs, joinCooperative, leaveOperations, withLaptop } from './benchLaptops'
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
      const admin = await leaveOperations(app, dataDir, folder, [fleetCsv()])
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

function firstRound(programDir: string, browser: Browser, admin: SyncPage, folder: string) {
  return withLaptop(programDir, browser, async (app) => {
    const { page } = app
    await joinCooperative(app, admin, folder)
    await page.evaluate(watchTasks)
    const roundMs = await firstRoundMs(app)
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
