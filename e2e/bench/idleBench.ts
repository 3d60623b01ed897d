/**
 * A minute on the map with 3,640 hotspots and nobody there, against a minute of an empty page in a browser of its own at the
 * same time, so that a slow moment of the machine falls on both. Counted are all processes of the browser, and the console's
 * own on our side: their time on a core, and how often their threads slept and were woken (voluntary context switches).
 */
import { chromium } from '@playwright/test'
import { fixturePath } from '../../fixtures/readFixture'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { costOf, processesOf } from './benchProcesses'
import { type BenchRow, benchRow } from './benchRow'

const FLEET = 'data/helium_explorer_hotspots_2020-10-26.csv'
const VIEWPORT = { width: 1280, height: 800 }
/** After what the import and the first drawing set off: garbage collection, caches, the browser's own start. */
const REST_MS = 45_000
const IDLE_MS = 60_000
/** What a map at rest may cost beyond an empty page: share of a core in per cent, and wake-ups a second. */
const MAY_COST_PERCENT = 0.5
const MAY_WAKE = 5

export async function idleBench(programDir: string): Promise<BenchRow[]> {
  const running = await startConsole({ programDir })
  const launch = () => chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const [ours, empty] = [await launch(), await launch()]
  try {
    const blank = await empty.newPage({ viewport: VIEWPORT })
    await blank.setContent('<!doctype html><html lang="en"><title>Empty</title><h1>Empty</h1></html>')
    const app = new ConsolePage(await ours.newPage({ viewport: VIEWPORT }))
    await app.open(running.url)
    await app.importFile(fixturePath(FLEET))
    await app.goTo('Map')
    await app.page.locator('[data-testid="map"]:not([data-polygons="0"])').waitFor()
    // Before the rest: a browser that is asked for its processes draws its page once more.
    const processes = [await processesOf(ours, running.pid), await processesOf(empty)] as const
    await app.page.waitForTimeout(REST_MS)
    const before = [await costOf(processes[0]), await costOf(processes[1])] as const
    await app.page.waitForTimeout(IDLE_MS)
    const after = [await costOf(processes[0]), await costOf(processes[1])] as const
    const seconds = IDLE_MS / 1_000
    const percent = (side: 0 | 1) => ((after[side].cpuSeconds - before[side].cpuSeconds) / seconds) * 100
    const wakeUps = (side: 0 | 1) => (after[side].wakeUps - before[side].wakeUps) / seconds
    return [
      rowOf('share of a core', percent(0), percent(1) + MAY_COST_PERCENT, `an empty page's and ${MAY_COST_PERCENT}`, '%'),
      rowOf('wake-ups a second', wakeUps(0), wakeUps(1) + MAY_WAKE, `an empty page's and ${MAY_WAKE}`, '/s'),
    ]
  } finally {
    await Promise.all([ours.close(), empty.close()])
    await running.stop()
  }
}

function rowOf(what: string, measured: number, allowed: number, allowance: string, unit: string): BenchRow {
  const name = `idle on the map with 3,640 hotspots for 60 s: ${what}, of ${allowance}`
  return benchRow(name, '<=1', measured, allowed, measured / allowed, unit)
}
