/** The window as a person uses it: go to a screen, import a file, take a picture. Collects what the console complains of. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

export type ScreenName = 'Today' | 'Map' | 'Fleet' | 'Plans' | 'Field' | 'Split' | 'Treasury' | 'Coop' | 'Sync' | 'Settings'

const PATHS: Record<ScreenName, string> = {
  Today: '/',
  Map: '/map',
  Fleet: '/fleet',
  Plans: '/plans',
  Field: '/field',
  Split: '/split',
  Treasury: '/treasury',
  Coop: '/coop',
  Sync: '/sync',
  Settings: '/settings',
}

export class ConsolePage {
  /** Errors of the browser console and uncaught ones, as text. */
  readonly errors: string[] = []

  constructor(
    readonly page: Page,
    private readonly receiveFile: ReceiveFile = fileFromBrowser,
  ) {
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      // What could not be loaded is in the place of the message only.
      const { url } = message.location()
      this.errors.push(url === '' ? message.text() : `${message.text()} (${url})`)
    })
    page.on('pageerror', (error) => this.errors.push(String(error)))
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await this.isReady()
  }

  /** Waits for the first screen with the records in it. */
  async isReady(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).first().waitFor()
    // The frame is drawn while the records open; a person sees this too.
    await this.page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' })
  }

  /** From the empty start screen. */
  async loadDemo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try the demo cooperative' }).click()
    await this.page.getByText('Demo cooperative: synthetic data').waitFor({ timeout: 60_000 })
  }

  /** Goes by address, which works from every screen, the full-screen one included. */
  async goTo(screen: ScreenName): Promise<void> {
    await this.page.evaluate((path) => {
      window.location.hash = `#${path}`
    }, PATHS[screen])
    await this.page.getByRole('heading', { level: 1 }).first().waitFor()
  }

  /** Imports through the drawer and returns what the preview's figures say, by label; `onPreview` runs while it is up. */
  async importFile(path: string, onPreview?: () => Promise<void>): Promise<Record<string, number>> {
    await this.goTo('Fleet')
    await this.page.keyboard.press('Escape')
    await this.page
      .getByRole('button', { name: /^Import (a file|your fleet|a fleet)/ })
      .first()
      .click()
    const drawer = this.page.getByRole('dialog', { name: 'Import a file' })
    await drawer.getByLabel('File to import').setInputFiles(path)
    const button = drawer.getByRole('button', { name: /^Import [\d,]+/ })
    await button.waitFor()
    const firstDay = drawer.getByLabel('First day')
    if (await firstDay.isVisible()) {
      // Rewards whose file does not say which time they are for.
      await firstDay.fill('2026-10-01')
      await drawer.getByLabel('Last day').fill('2026-10-31')
    }
    const figures = await this.figuresOf(drawer)
    await onPreview?.()
    await button.click()
    await drawer
      .getByRole('status')
      .filter({ hasText: /imported$/ })
      .or(drawer.getByText(/^[\d,]+ \w+ imported$|nothing was changed$/))
      .first()
      .waitFor({ timeout: 120_000 })
    await this.page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    return figures
  }

  private async figuresOf(drawer: ReturnType<Page['getByRole']>): Promise<Record<string, number>> {
    const entries = await drawer
      .locator('dt')
      .evaluateAll((terms) =>
        terms.map(
          (term) => [term.textContent ?? '', Number((term.nextElementSibling?.textContent ?? '').replace(/\D/g, ''))] as const,
        ),
      )
    return Object.fromEntries(entries)
  }

  /** What clicking `name` downloads, as text. */
  async downloadBy(name: string | RegExp): Promise<ReceivedFile> {
    return this.receiveFile(this.page, () => this.page.getByRole('button', { name }).first().click())
  }
}

export interface ReceivedFile {
  fileName: string
  text: string
}

/** Does what makes the program save a file, and gives that file: each shell hands it over in its own way. */
export type ReceiveFile = (page: Page, act: () => Promise<void>) => Promise<ReceivedFile>

const fileFromBrowser: ReceiveFile = async (page, act) => {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { fileName: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}
