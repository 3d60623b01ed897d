/**
 * From starting the browser to a window that can be used, against the same browser and server with an empty page.
 * Each start is a cold one: a new process and a new profile.
 */
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { type BenchRow, benchRow, median } from './benchRow'

const RUNS = 5

export async function windowBench(programDir: string): Promise<BenchRow> {
  const running = await startConsole({ programDir })
  try {
    const measured: number[] = []
    const reference: number[] = []
    // One of each in turn, so that a slow moment of the machine falls on both.
    for (let run = 0; run < RUNS; run++) {
      measured.push(await openOnce(running.url, 'h1'))
      reference.push(await openOnce('about:blank', 'body'))
    }
    const [ours, empty] = [median(measured), median(reference)]
    return benchRow('window ready against an empty page', '<=1.5', ours, empty, ours / empty)
  } finally {
    await running.stop()
  }
}

async function openOnce(url: string, readyWhen: string): Promise<number> {
  const start = performance.now()
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const page = await browser.newPage()
  await page.goto(url)
  await page.locator(readyWhen).first().waitFor({ state: 'attached' })
  const elapsedMs = performance.now() - start
  await browser.close()
  return elapsedMs
}
