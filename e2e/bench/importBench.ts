/**
 * Import of 100,000 hotspots through the program's own drawer, from the button to the word that it is done, against raw
 * IndexedDB puts of the same rows with the same indexes in the same browser; and the same file again against the first time.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { cellToLatLng, latLngToCell } from 'h3-js'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { type BenchRow, benchRow, median } from './benchRow'

const ROWS = 100_000
const RUNS = 3

export async function importBench(programDir: string): Promise<BenchRow[]> {
  const measured: number[] = []
  const again: number[] = []
  const reference: number[] = []
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  for (let run = 0; run < RUNS; run++) {
    // Fresh records and a fresh profile each time: a second import would replace rather than add.
    const running = await startConsole({ programDir })
    const context = await browser.newContext()
    try {
      const app = new ConsolePage(await context.newPage())
      await app.open(running.url)
      const path = join(running.dataDir, 'fleet.csv')
      await writeFile(path, fleetCsv())
      measured.push(await importOnce(app, path, '100,000 hotspots imported'))
      reference.push(await app.page.evaluate(putRaw))
      await app.page.getByRole('button', { name: 'Import another file' }).click()
      again.push(await importOnce(app, path, 'Everything in this file is here already; nothing was changed'))
    } finally {
      await context.close()
      await running.stop()
    }
  }
  await browser.close()
  const [ours, raw, same] = [median(measured), median(reference), median(again)]
  return [
    benchRow('import of 100k hotspots, throughput against raw IndexedDB puts', '>=0.7', ours, raw, raw / ours),
    benchRow('the same 100k hotspots again, how much faster than the first time', '>=3', same, ours, ours / same),
  ]
}

/** In the form of the Helium explorer's export. */
function fleetCsv(): string {
  const lines = ['address,name,owner,lat,lng,location,long_city,short_state,short_country,score,score_update_height']
  for (let row = 0; row < ROWS; row++) {
    const cell = latLngToCell(25 + (row % 500) * 0.04, -120 + Math.floor(row / 500) * 0.2, 12)
    const [lat, lng] = cellToLatLng(cell)
    lines.push(
      `112bench${String(row).padStart(8, '0')},Bench Hotspot ${row},13owner${row % 1_000},${lat},${lng},${cell},City ${row % 300},TX,US,0.25,1`,
    )
  }
  return `${lines.join('\n')}\n`
}

async function importOnce(app: ConsolePage, path: string, doneText: string): Promise<number> {
  const { page } = app
  // The start screen the first time, the drawer the second.
  await page.getByLabel('Fleet file').or(page.getByLabel('File to import')).first().setInputFiles(path)
  const button = page.getByRole('button', { name: 'Import 100,000 hotspots' })
  await button.waitFor({ timeout: 60_000 })
  const start = performance.now()
  await button.click()
  await page.getByText(doneText, { exact: true }).waitFor({ timeout: 180_000 })
  return performance.now() - start
}

/** Runs in the page: reads the records that were imported and puts them into a store of the same shape, one by one. */
async function putRaw(): Promise<number> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const source = await settled(indexedDB.open('commonmast'))
  const records: unknown[] = await settled(source.transaction('hotspots').objectStore('hotspots').getAll())
  source.close()
  const opening = indexedDB.open('bench-raw', 1)
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('hotspots', { keyPath: 'id' })
    store.createIndex('network', 'network')
    store.createIndex('groups', 'groups', { multiEntry: true })
  }
  const target = await settled(opening)
  const start = performance.now()
  const transaction = target.transaction('hotspots', 'readwrite', { durability: 'strict' })
  const store = transaction.objectStore('hotspots')
  for (const record of records) store.put(record)
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
  })
  const elapsedMs = performance.now() - start
  target.close()
  return elapsedMs
}
