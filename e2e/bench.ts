/** `npm run bench`: every figure the product promises, as ratios measured in this run. One JSON array on stdout. */
import { chromium } from '@playwright/test'
import { type BenchRow, keepsGoal } from './bench/benchRow'
import { importBench } from './bench/importBench'
import { merkleBench } from './bench/merkleBench'
import { windowBench } from './bench/windowBench'
import { CHROMIUM_ARGS, findChromium } from './chromium'

const programDir = process.cwd()

async function main(): Promise<void> {
  const rows: BenchRow[] = []
  const report = (row: BenchRow) => {
    rows.push(row)
    console.error(`${keepsGoal(row) ? 'keeps ' : 'misses'} ${row.name}: ${row.ratio} (goal ${row.goal})`)
  }
  report(await merkleBench())
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  try {
    report(await importBench(browser, programDir))
  } finally {
    await browser.close()
  }
  report(await windowBench(programDir))
  console.log(JSON.stringify(rows, null, 2))
  if (!rows.every(keepsGoal)) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
