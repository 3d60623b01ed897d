/** A laptop of a cooperative: a console and a browser with a profile of its own, which are killed together and come back. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type BrowserWithProfile, openWithProfile } from '../browserWithProfile'
import { type ConsoleUnderTest, startConsole } from '../consoleUnderTest'
import { foundAfterStart } from '../killing/foundAfterStart'
import { ConsolePage } from '../pages/ConsolePage'
import { SyncPage } from '../pages/SyncPage'

interface Life {
  running: ConsoleUnderTest
  browser: BrowserWithProfile
  app: ConsolePage
}

const PATIENCE_MS = 60_000

export class Laptop {
  /** What was lost or half written when it came back, and what its windows complained of before they were killed. */
  readonly findings: string[] = []
  /** How often it was killed. */
  kills = 0

  private constructor(
    readonly name: string,
    /** For the files of whoever uses it. */
    readonly folder: string,
    private readonly programDir: string,
    private life: Life,
  ) {}

  /** One with nothing on it. @param above a folder, in which it gets one of its own */
  static async start(programDir: string, above: string, name: string): Promise<Laptop> {
    const folder = join(above, name)
    await mkdir(folder)
    return new Laptop(name, folder, programDir, await begin(programDir, folder))
  }

  get app(): ConsolePage {
    return this.life.app
  }

  get sync(): SyncPage {
    return new SyncPage(this.life.app)
  }

  /** Ends all of it at once, without a chance to tidy up, and starts it again on what is left. */
  async killAndStart(): Promise<void> {
    await this.kill()
    this.life = await begin(this.programDir, this.folder, this.life.running)
    this.findings.push(...(await foundAfterStart(this.app, this.life.running.url)).findings)
  }

  /**
   * Kills it so long after the work began, unless that was done before, and starts it again.
   * @returns whether the program had said that the work is done
   * @throws what stopped the work before the kill
   */
  async killIn(work: () => Promise<unknown>, afterMs: number): Promise<boolean> {
    let isDone = false
    let isKilled = false
    let stopped: unknown = null
    const working = work().then(
      () => {
        isDone = true
      },
      (thrown: unknown) => {
        if (!isKilled) stopped = thrown
      },
    )
    await Promise.race([working, wait(afterMs)])
    isKilled = true
    const wasDone = isDone
    if (stopped !== null) throw stopped
    await this.killAndStart()
    await working
    return wasDone
  }

  async close(): Promise<void> {
    this.#note()
    await this.life.browser.close()
    await this.life.running.stop()
  }

  /** For the end of a test that may have failed: nothing of it runs on. */
  async end(): Promise<void> {
    await this.life.browser.kill().catch(() => undefined)
    await this.life.running.stop()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async kill(): Promise<void> {
    this.#note()
    this.kills += 1
    await Promise.all([this.life.running.kill(), this.life.browser.kill()])
  }

  #note(): void {
    this.findings.push(...this.app.errors.splice(0).map((error) => `${this.name}: ${error}`))
  }
}

async function begin(programDir: string, folder: string, again?: ConsoleUnderTest): Promise<Life> {
  const running = await startConsole({ programDir, ...(again && { again }) })
  const browser = await openWithProfile(join(folder, 'profile'))
  browser.page.setDefaultTimeout(PATIENCE_MS)
  const app = new ConsolePage(browser.page)
  await app.open(running.url)
  return { running, browser, app }
}
