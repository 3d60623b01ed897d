/** One laptop of a cooperative: a console and a browser of its own, with a profile on the disk that outlives a kill. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserWithProfile, openWithProfile } from '../browserWithProfile'
import { connectToConsole } from '../consoleSocket'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { SyncPage } from '../pages/SyncPage'
import { OFFICE_COOPERATIVE } from './officeStick'
import type { Stick } from './Stick'

export type Victim = 'console' | 'browser' | 'both'

/** A busy machine is no fault of the program. */
const STEP_MS = 60_000

interface Life {
  running: ConsoleUnderTest
  browser: BrowserWithProfile
  app: ConsolePage
}

export class Laptop {
  #life: Life
  #hasJoined = false

  private constructor(
    readonly name: string,
    private readonly programDir: string,
    private readonly profile: string,
    life: Life,
  ) {
    this.#life = life
  }

  static async start(programDir: string, name: string): Promise<Laptop> {
    const profile = await mkdtemp(join(tmpdir(), `commonmast-${name}-`))
    const running = await startConsole({ programDir })
    return new Laptop(name, programDir, profile, await open(running, profile))
  }

  get app(): ConsolePage {
    return this.#life.app
  }

  get sync(): SyncPage {
    return new SyncPage(this.app)
  }

  /** Of this installation, raw Ed25519, hex. */
  async publicKey(): Promise<string> {
    const socket = await connectToConsole(this.#life.running.url)
    try {
      return (await socket.call('app.info', {})).publicKey
    } finally {
      socket.close()
    }
  }

  /** Plugs the stick in and syncs; joins the cooperative on it the first time. */
  async exchange(stick: Stick): Promise<void> {
    const path = await stick.plugInto(this.name)
    if (!this.#hasJoined) {
      await this.sync.lookAt(path)
      await this.app.page.getByRole('button', { name: `Join ${OFFICE_COOPERATIVE}` }).click()
      this.#hasJoined = true
    }
    await this.sync.syncNow(path)
  }

  /** Ends it at once while it works. @returns once it runs again, with what was on its disk */
  async killDuring(work: () => Promise<unknown>, victim: Victim, afterMs: number): Promise<void> {
    const working = work().catch(() => undefined)
    await Promise.race([working, new Promise((resolve) => setTimeout(resolve, afterMs))])
    const { running, browser, app } = this.#life
    if (victim !== 'browser') await running.kill()
    // The page of a console that was killed may be in the midst of a call: a person loads it anew.
    if (victim !== 'console') await browser.kill()
    else await app.page.close()
    await working
    const again = victim === 'browser' ? running : await startConsole({ programDir: this.programDir, again: running })
    this.#life =
      victim === 'console' ? await openIn(again, browser, await app.page.context().newPage()) : await open(again, this.profile)
  }

  async stop(): Promise<void> {
    await this.#life.browser.kill().catch(() => undefined)
    await this.#life.running.stop()
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function open(running: ConsoleUnderTest, profile: string): Promise<Life> {
  const browser = await openWithProfile(profile)
  return openIn(running, browser, browser.page)
}

async function openIn(running: ConsoleUnderTest, browser: BrowserWithProfile, page: ConsolePage['page']): Promise<Life> {
  page.setDefaultTimeout(STEP_MS)
  const app = new ConsolePage(page)
  await app.open(running.url)
  return { running, browser, app }
}
