/** The screen of syncing as a person uses it. */
import type { Locator } from '@playwright/test'
import type { ConsolePage } from './ConsolePage'
import { readRecords } from './readRecords'

export type SyncTab = 'Places' | 'Needs you' | 'To send' | 'Laptops' | 'What travels'

/** Stores that are this machine's own. */
const OWN_STORES = new Set(['heldBatches', 'batchTexts', 'batchesAside', 'machineSettings', 'meta', 'operations', 'layerChunks'])

/** A request to join as a file, and what its laptop shows to compare. */
export interface SavedRequest {
  path: string
  fingerprint: string
}

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

  /** Makes a request of this laptop to be admitted. @returns the path of its file */
  async askToJoin(name: string): Promise<SavedRequest> {
    await this.open('Places')
    const { page } = this.app
    await page.getByLabel('Name of this laptop').fill(name)
    await page.getByRole('button', { name: 'Make a request to join' }).click()
    const fingerprint = await page.getByLabel('Fingerprint of this laptop’s key').innerText()
    return { fingerprint, path: await this.#save('Save the request as a file') }
  }

  /** An admin admits whoever asks, once the digits are the same. @param roles as the screen calls them @returns the welcome's file */
  async admit({ fingerprint, path }: SavedRequest, roles: readonly string[]): Promise<string> {
    await this.open('Laptops')
    const { page } = this.app
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open a request to join' }).click()
    await (await choosing).setFiles(path)
    const dialog = page.getByRole('dialog', { name: 'Admit a laptop' })
    await dialog.getByText(fingerprint).waitFor()
    await dialog.getByLabel('They are the same').check()
    for (const role of roles) await dialog.getByRole('checkbox', { name: role }).check()
    await dialog.getByRole('button', { name: 'Admit' }).click()
    const welcome = await this.#save('Save the welcome as a file')
    await page.getByRole('button', { name: 'Done' }).click()
    return welcome
  }

  async openWelcome(path: string): Promise<void> {
    await this.open('Places')
    const choosing = this.app.page.waitForEvent('filechooser')
    await this.app.page.getByRole('button', { name: 'Open a welcome' }).click()
    await (await choosing).setFiles(path)
  }

  /** Everything that is held of the laptop goes on counting. */
  async revoke(name: string): Promise<void> {
    await this.open('Laptops')
    const { page } = this.app
    await page.getByRole('button', { name: `Revoke ${name}` }).click()
    const dialog = page.getByRole('dialog', { name: `Take away the access of ${name}` })
    await dialog.getByText('All that is held here goes on counting.').waitFor()
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  laptopOf(name: string): Locator {
    return this.app.page.getByRole('table', { name: 'Laptops' }).getByRole('row').filter({ hasText: name })
  }

  async #save(button: string): Promise<string> {
    const saving = this.app.page.waitForEvent('download')
    await this.app.page.getByRole('button', { name: button }).click()
    return (await saving).path()
  }

  placeOf(folder: string): Locator {
    return this.app.page.getByRole('table', { name: 'Places' }).getByRole('row').filter({ hasText: folder })
  }

  async syncNow(folder: string): Promise<void> {
    await this.open('Places')
    const button = this.app.page.getByRole('button', { name: `Sync now with ${folder}` })
    await button.click()
    await this.app.page
      .getByRole('region', { name: 'Jobs' })
      .getByText(/Both hold the same|sent, \d+ received|Nothing new/)
      .first()
      .waitFor()
    await this.app.page.getByRole('region', { name: 'Jobs' }).waitFor({ state: 'hidden' })
  }

  /** Everything that is shared, by store, as it is kept. */
  async shared(): Promise<Record<string, unknown[]>> {
    const records = await readRecords(this.app.page, 'commonmast')
    return Object.fromEntries(Object.entries(records).filter(([store]) => !OWN_STORES.has(store)))
  }
}
