/**
 * Import of 100,000 hotspots through the program's own drawer, from the button to the word that it is done, against raw
 * IndexedDB puts of the same rows with the same indexes in the same browser; and the same file again against the first time.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { fleetCsv, putRaw } from './benchFleet'
import { type BenchRow, benchRow, median } from './benchRow'

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
      reference.push(await putRaw(app.page, ['hotspots']))
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
