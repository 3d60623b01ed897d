/**
 * What the window holds after 100 switches of screens against after 10, on the demo. V8's optimising compilers are off: the
 * machine code that they make of what runs often grows for some hundred switches, in a page that leaks nothing too.
 */
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { countHeld, visitScreens } from '../pages/screenRounds'
import { type BenchRow, benchRow } from './benchRow'

const EARLY = 10
const LATE = 100
const INTERPRETED = '--js-flags=--no-turbofan --no-maglev --no-sparkplug'

export async function switchBench(programDir: string): Promise<BenchRow[]> {
  const running = await startConsole({ programDir })
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGS, INTERPRETED] })
  try {
    const app = new ConsolePage(await browser.newPage({ viewport: { width: 1280, height: 800 } }))
    await app.open(running.url)
    await app.loadDemo()
    await visitScreens(app, EARLY)
    const early = await countHeld(app)
    await visitScreens(app, LATE - EARLY)
    const late = await countHeld(app)
    const name = (what: string) => `${what} after ${LATE} switches of screens against after ${EARLY}`
    return [
      benchRow(name('nodes'), '<=1.1', late.nodes, early.nodes, late.nodes / early.nodes, 'nodes'),
      benchRow(name('heap'), '<=1.1', late.heapBytes / 1e6, early.heapBytes / 1e6, late.heapBytes / early.heapBytes, 'MB'),
    ]
  } finally {
    await browser.close()
    await running.stop()
  }
}
