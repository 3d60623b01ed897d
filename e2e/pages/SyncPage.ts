/** The screen of syncing as a person uses it. */
import type { Locator } from '@playwright/test'
import type { ConsolePage } from './ConsolePage'
import { readRecords } from './readRecords'

export type SyncTab = 'Places' | 'Needs you' | 'To send' | 'Laptops' | 'What travels'

/** Stores that are this machine's own. */
const OWN_STORES = new Set(['heldBatches', 'batchTexts', 'batchesAside', 'machineSettings', 'meta', 'operations', 'layerChunks'])

export class SyncPage {
  constructor(readonly app: ConsolePage) {}

  async open(tab: SyncTab): Promise<void> {
    await this.app.goTo('Sync')
    await this.app.page.getByRole('tab', { name: tab }).click()
  }

  /** This laptop is the cooperative's first. */
  async found(name: string): Promise<void> {
    await this.open('Places')
    const { page } = this.app
    await page.getByLabel('Name of the cooperative').fill(name)
    await page.getByRole('button', { name: 'Found the cooperative' }).click()
    await page.getByText(`${name}, founded on`).waitFor()
  }

  /** @returns what the screen says of whose place it is */
  async lookAt(folder: string): Promise<Locator> {
    await this.open('Places')
    const { page } = this.app
    await page.getByLabel('Folder').fill(folder)
    await page.getByRole('button', { name: 'Look at the folder' }).click()
    return page.getByRole('tabpanel').getByRole('status')
  }

  /** Adds a folder, and fills it where it is empty. @returns its row */
  async addFolder(folder: string): Promise<Locator> {
    await this.open('Places')
    const { page } = this.app
    await page.getByLabel('Folder').fill(folder)
    await page.getByRole('button', { name: 'Add a folder' }).click()
    return this.placeOf(folder)
  }

  /** Adds a server by its access file. @returns its row */
  async addServer(accessFile: string, address: string): Promise<Locator> {
    await this.open('Places')
    await this.app.page.getByLabel('Access file').setInputFiles(accessFile)
    return this.placeOf(address)
  }

  /** Before anything is joined. @returns what the screen says of whose server it is */
  async lookAtServer(accessFile: string): Promise<Locator> {
    await this.open('Places')
    await this.app.page.getByLabel('Access file').setInputFiles(accessFile)
    return this.app.page.getByRole('tabpanel').getByRole('status')
  }

  /** @param place as it is called in the list */
  placeOf(place: string): Locator {
    return this.app.page.getByRole('table', { name: 'Places' }).getByRole('row').filter({ hasText: place })
  }

  /** Presses the button and waits for nothing. @param place as it is called in the list */
  async startSync(place: string): Promise<void> {
    await this.open('Places')
    await this.app.page.getByRole('button', { name: `Sync now with ${place}` }).click()
  }

  async syncNow(place: string): Promise<void> {
    await this.startSync(place)
    await this.app.page
      .getByRole('region', { name: 'Jobs' })
      .getByText(/Both hold the same|sent, \d+ received|Nothing new/)
      .first()
      .waitFor()
    await this.app.page.getByRole('region', { name: 'Jobs' }).waitFor({ state: 'hidden' })
  }

  /** Rounds that failed stay in the tray until a person has read why. */
  async dismissFailed(): Promise<void> {
    const jobs = this.app.page.getByRole('region', { name: 'Jobs' })
    for (const button of await jobs.getByRole('button', { name: /^Dismiss: / }).all()) await button.click()
  }

  /** Everything that is shared, by store, as it is kept. */
  async shared(): Promise<Record<string, unknown[]>> {
    const records = await readRecords(this.app.page, 'commonmast')
    return Object.fromEntries(Object.entries(records).filter(([store]) => !OWN_STORES.has(store)))
  }
}
