/**
 * `npm run tour -- --out DIR`: the three jobs in the real program, headless, with the simulated hotspot on a
 * pseudo-terminal and the simulated Ledger. Writes pictures, the split, the payout, the record and `tour.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { FLOW_ARGS, findChromium } from './chromium'
import { startConsole } from './consoleUnderTest'
import { simulatedHotspotOnPty } from './simulators/hotspot'
import { checkTour } from './tour/checkTour'
import { Gallery } from './tour/Gallery'
import { runTour } from './tour/runTour'
import { readTourArguments } from './tour/tourArguments'

async function main(): Promise<void> {
  const args = readTourArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
  await mkdir(args.outDir, { recursive: true })
  const gallery = await Gallery.create(args.outDir)
  const running = await startConsole({ programDir: process.cwd() })
  const hotspot = await simulatedHotspotOnPty()
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLOW_ARGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
    const results = await runTour(page, running.url, hotspot.path, args, gallery)
    const { document, failures } = await checkTour(results)
    const save = (name: string, value: unknown) => writeFile(join(args.outDir, name), `${JSON.stringify(value, null, 2)}\n`)
    await save('split.json', results.split)
    await save('payout.json', results.paid.payout)
    await save('confirmation.json', results.paid.confirmation)
    await save('provisioning.json', results.provisioning.file)
    await save('tour.json', { ...document, screenshots: gallery.files })
    for (const failure of failures) console.error(`Does not hold: ${failure}`)
    console.log(
      failures.length === 0
        ? `The tour holds. ${gallery.files.length} pictures and tour.json are in ${args.outDir}`
        : 'The tour does not hold.',
    )
    if (failures.length > 0) process.exitCode = 1
  } finally {
    await browser.close()
    await hotspot.stop()
    await running.stop()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
