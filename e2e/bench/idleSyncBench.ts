/**
 * Six and a half minutes of a console that syncs with a folder and has nothing to do, with one of its quiet rounds among them,
 * against the same console of no cooperative at the same time, so that a slow moment of the machine falls on both. Counted are
 * all processes of the browser (window, workers, database) and the console's own. Woken is a second in which the page ran a
 * timer or heard of main, or in which main's process was woken.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { fixturePath } from '../../fixtures/readFixture'
import { CHROMIUM_ARGS, findChromium } from '../chromium'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { SyncPage } from '../pages/SyncPage'
import { costOf, processesOf } from './benchProcesses'
import { type BenchRow, benchRow } from './benchRow'

const FLEET = 'data/helium_explorer_hotspots_2020-10-26.csv'
/** After the first rounds, which follow the start and the last change. */
const REST_MS = 90_000
/** Quiet rounds come every five minutes. */
const IDLE_MS = 390_000
const MAY_COST_PERCENT = 0.5
const MAY_WAKE_EVERY_SECONDS = 30

export async function idleSyncBench(programDir: string): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-bench-'))
  const sides = await Promise.all([openSide(programDir), openSide(programDir)])
  const [syncing, alone] = sides
  try {
    const sync = new SyncPage(syncing.app)
    await sync.found('Idle Mesh')
    await (await sync.addFolder(folder)).getByText(/batches sent/).waitFor()
    for (const { app } of sides) await app.goTo('Today')
    await syncing.app.page.waitForTimeout(REST_MS)
    const measured = await Promise.all(sides.map(idleCost))
    const [ours, theirs] = [measured[0] ?? { percent: 0, woken: 0 }, measured[1] ?? { percent: 0, woken: 0 }]
    const allowed = theirs.percent + MAY_COST_PERCENT
    const mayWake = theirs.woken + IDLE_MS / 1_000 / MAY_WAKE_EVERY_SECONDS
    const name = `idle for ${IDLE_MS / 1_000} s while it syncs:`
    return [
      benchRow(
        `${name} share of a core, of the same console alone and ${MAY_COST_PERCENT}`,
        '<=1',
        ours.percent,
        allowed,
        ours.percent / allowed,
        '%',
      ),
      benchRow(
        `${name} seconds in which it woke, of the same console alone and one in ${MAY_WAKE_EVERY_SECONDS}`,
        '<=1',
        ours.woken,
        mayWake,
        ours.woken / mayWake,
        's',
      ),
    ]
  } finally {
    for (const { browser, running } of [syncing, alone]) {
      await browser.close()
      await running.stop()
    }
    await rm(folder, { recursive: true })
  }
}

interface Side {
  running: ConsoleUnderTest
  browser: Browser
  app: ConsolePage
}

async function openSide(programDir: string): Promise<Side> {
  const running = await startConsole({ programDir })
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const page = await browser.newPage()
  await page.addInitScript(noteWakeUps)
  const app = new ConsolePage(page)
  await app.open(running.url)
  await app.importFile(fixturePath(FLEET))
  return { running, browser, app }
}

async function idleCost({ running, browser, app }: Side): Promise<{ percent: number; woken: number }> {
  const processes = await processesOf(browser, running.pid)
  const from = Date.now()
  const before = await costOf(processes)
  const mainWoke = await secondsOfMain(running.pid, IDLE_MS)
  const after = await costOf(processes)
  const pageWoke = (await wokenSeconds(app.page)).filter((second) => second * 1_000 >= from)
  const percent = ((after.cpuSeconds - before.cpuSeconds) / (IDLE_MS / 1_000)) * 100
  return { percent, woken: new Set([...mainWoke, ...pageWoke]).size }
}

/** Seconds since 1970 in which a process was woken, looked at once a second. */
async function secondsOfMain(pid: number, forMs: number): Promise<number[]> {
  const woken: number[] = []
  let { wakeUps } = await costOf([pid])
  for (const end = Date.now() + forMs; Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const now = await costOf([pid])
    if (now.wakeUps > wakeUps) woken.push(Math.floor(Date.now() / 1_000))
    wakeUps = now.wakeUps
  }
  return woken
}

/** Runs in the page before anything else does: notes each second in which a timer fires or a message of main comes. */
function noteWakeUps(): void {
  const woken = new Set<number>()
  const note = () => woken.add(Math.floor(Date.now() / 1_000))
  Object.assign(window, { wokenSeconds: () => [...woken] })
  const noted = (callback: TimerHandler) =>
    typeof callback === 'function'
      ? (...given: unknown[]) => {
          note()
          callback(...given)
        }
      : callback
  const { setTimeout: timeout, setInterval: interval, WebSocket: Socket } = window
  window.setTimeout = ((callback: TimerHandler, ...rest: unknown[]) =>
    timeout(noted(callback), ...(rest as []))) as typeof timeout
  window.setInterval = ((callback: TimerHandler, ...rest: unknown[]) =>
    interval(noted(callback), ...(rest as []))) as typeof interval
  window.WebSocket = class extends Socket {
    constructor(...given: ConstructorParameters<typeof Socket>) {
      super(...given)
      this.addEventListener('message', note)
    }
  }
}

function wokenSeconds(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { wokenSeconds: () => number[] }).wokenSeconds())
}
