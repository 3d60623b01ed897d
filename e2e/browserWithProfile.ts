/** A browser with a profile of its own on the disk, which can be ended at once, damaged, copied and put back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './chromium'

export interface BrowserWithProfile {
  page: Page
  /** Ends all of its processes at once, without a chance to tidy up. */
  kill(): Promise<void>
  /** Lets it write what it has and end. */
  close(): Promise<void>
}

const START_TIMEOUT_MS = 30_000

/** @param profile a folder, made where there is none. @throws Error when the browser does not come up */
export async function openWithProfile(profile: string): Promise<BrowserWithProfile> {
  await rm(join(profile, 'DevToolsActivePort'), { force: true })
  const flags = ['--headless=new', '--remote-debugging-port=0', '--no-first-run', '--window-size=1280,800', ...CHROMIUM_ARGS]
  // A group of its own, so that all of its processes can be ended together.
  const child = spawn(findChromium(), [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const browser = await connect(child, profile)
  const context = browser.contexts()[0]
  if (!context) throw new Error('The browser has no window')
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize({ width: 1280, height: 800 })
  return {
    page,
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
      await browser.close().catch(() => undefined)
    },
    async close() {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close').catch(() => undefined)
      await ended
    },
  }
}

async function connect(child: ChildProcess, profile: string): Promise<Browser> {
  const until = Date.now() + START_TIMEOUT_MS
  while (Date.now() < until && child.exitCode === null) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const [port, path] = text.split('\n')
    if (port && path) return chromium.connectOverCDP(`ws://127.0.0.1:${port}${path}`)
    await wait(50)
  }
  child.kill('SIGKILL')
  throw new Error(`The browser did not start within ${START_TIMEOUT_MS / 1000} s`)
}
