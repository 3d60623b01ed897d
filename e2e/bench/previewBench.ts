/**
 * The longest task of the window's thread while a CSV of 20,000 columns is previewed in the import's drawer, against one of
 * 20 columns: from choosing the file until its columns can be named and nothing moves any more. Whatever else runs on the
 * machine only lengthens a task, so the least disturbed run of each counts.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { type BenchRow, benchRow } from './benchRow'

const RUNS = 7
const ROWS = 40

export async function previewBench(programDir: string): Promise<BenchRow> {
  const running = await startConsole({ programDir })
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  try {
    const app = new ConsolePage(await (await browser.newContext()).newPage())
    await app.open(running.url)
    await app.page.evaluate(watchTasks)
    const [wide, narrow] = [join(running.dataDir, 'wide.csv'), join(running.dataDir, 'narrow.csv')]
    await writeFile(wide, tableOf(20_000))
    await writeFile(narrow, tableOf(20))
    const longest = new Map<string, number[]>([
      [wide, []],
      [narrow, []],
    ])
    // One of each in turn; the first of each only warms up.
    for (let run = 0; run <= RUNS; run++) {
      for (const [path, tasksMs] of longest) tasksMs.push(await previewOnce(app.page, path))
    }
    const [ours, reference] = [wide, narrow].map((path) => Math.min(...(longest.get(path) ?? []).slice(1))) as [number, number]
    return benchRow('longest UI task while 20,000 columns are previewed against 20', '<=1.5', ours, reference, ours / reference)
  } finally {
    await browser.close()
    await running.stop()
  }
}

function tableOf(columns: number): string {
  const line = (cell: (column: number) => string) => Array.from({ length: columns }, (_, at) => cell(at)).join(';')
  const rows = Array.from({ length: ROWS }, (_, row) => line((column) => `value ${row} of ${column}`))
  return `${[line((column) => `Column ${column}`), ...rows].join('\n')}\n`
}

/** @returns the longest task in milliseconds. */
async function previewOnce(page: Page, path: string): Promise<number> {
  const input = page.getByLabel('Fleet file').or(page.getByLabel('File to import')).first()
  await input.waitFor({ state: 'attached' })
  await page.evaluate(() => {
    Object.assign(window, { longestTaskMs: 0 })
  })
  await input.setInputFiles(path)
  await page.getByRole('heading', { name: 'Which column is what' }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(500)
  const longestMs = await page.evaluate(() => Number(Reflect.get(window, 'longestTaskMs')))
  await page.getByRole('button', { name: 'Choose another file' }).click()
  return longestMs
}

/** Runs in the page: between two messages to itself lies at most one other task, and drawing. */
function watchTasks(): void {
  const { port1, port2 } = new MessageChannel()
  let last = performance.now()
  port1.onmessage = () => {
    const now = performance.now()
    Object.assign(window, { longestTaskMs: Math.max(Number(Reflect.get(window, 'longestTaskMs') ?? 0), now - last) })
    last = now
    port2.postMessage(null)
  }
  port2.postMessage(null)
}
