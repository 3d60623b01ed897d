/** The window as a person uses it: go to a screen, import a file, take a picture. Collects what the console complains of. */
import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'

export type ScreenName = 'Today' | 'Map' | 'Fleet' | 'Plans' | 'Field' | 'Split' | 'Pay' | 'Coop' | 'Settings'

const PATHS: Record<ScreenName, string> = {
  Today: '/',
  Map: '/map',
  Fleet: '/fleet',
  Plans: '/plans',
  Field: '/field',
  Split: '/split',
  Pay: '/pay',
  Coop: '/coop',
  Settings: '/settings',
}

export class ConsolePage {
  /** Errors of the browser console and uncaught ones, as text. */
  readonly errors: string[] = []

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text())
    })
    page.on('pageerror', (error) => this.errors.push(String(error)))
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
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
  async downloadBy(name: string | RegExp): Promise<{ fileName: string; text: string }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name }).first().click(),
    ])
    return { fileName: download.suggestedFilename(), text: await readDownload(download) }
  }
}

async function readDownload(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}
