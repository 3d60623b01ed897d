/** The screen of syncing as a person uses it. */
import type { Locator } from '@playwright/test'
import type { ConsolePage, ReceivedFile } from './ConsolePage'
import { readRecords } from './readRecords'

export type SyncTab = 'Places' | 'Needs you' | 'To send' | 'Laptops' | 'What travels'

/** Stores that are this machine's own. */
const OWN_STORES = new Set([
  'heldBatches',
  'batchTexts',
  'batchesAside',
  'batchChunks',
  'machineSettings',
  'meta',
  'operations',
  'layerChunks',
])

/** A request to join, and what its laptop shows to compare. */
export interface ShownRequest {
  file: ReceivedFile
  fingerprint: string | null
}

/** What is said of a round that went through. */
const ROUND_DONE = /Both hold the same|sent, \d+ received|Nothing new/

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
    await this.app.downloadBy('Save the recovery file')
    await page.getByRole('button', { name: 'It is kept: found the cooperative' }).click()
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
    const [row, fill] = [this.placeOf(folder), page.getByRole('button', { name: 'Fill it' })]
    await fill.or(row.getByText(ROUND_DONE)).first().waitFor()
    if (await fill.isVisible()) await fill.click()
    return row
  }

  /** Makes a request of this laptop to be admitted. */
  async askToJoin(name: string): Promise<ShownRequest> {
    await this.open('Places')
    const { page } = this.app
    await page.getByLabel('Name of this laptop').fill(name)
    await page.getByRole('button', { name: 'Make a request to join' }).click()
    const fingerprint = await page.getByLabel('Fingerprint of this laptop’s key').textContent()
    return { fingerprint, file: await this.app.downloadBy('Save the request as a file') }
  }

  /** An admin admits whoever asks, once the digits are the same. @param roles as the screen calls them @returns the welcome */
  async admit({ fingerprint, file }: ShownRequest, roles: readonly string[]): Promise<ReceivedFile> {
    await this.open('Laptops')
    const { page } = this.app
    await this.#give('Open a request to join', file)
    const dialog = page.getByRole('dialog', { name: 'Admit a laptop' })
    await dialog.getByText(fingerprint ?? '').waitFor()
    await dialog.getByLabel('They are the same').check()
    for (const role of roles) await dialog.getByRole('checkbox', { name: role }).check()
    await dialog.getByRole('button', { name: 'Admit' }).click()
    const welcome = await this.app.downloadBy('Save the welcome as a file')
    await page.getByRole('button', { name: 'Done' }).click()
    return welcome
  }

  async openWelcome(welcome: ReceivedFile): Promise<void> {
    await this.open('Places')
    await this.#give('Open a welcome', welcome)
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

  async #give(button: string, { fileName, text }: ReceivedFile): Promise<void> {
    const choosing = this.app.page.waitForEvent('filechooser')
    await this.app.page.getByRole('button', { name: button }).click()
    await (await choosing).setFiles({ name: fileName, mimeType: 'application/json', buffer: Buffer.from(text) })
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
    await this.app.page.getByRole('region', { name: 'Jobs' }).getByText(ROUND_DONE).first().waitFor()
    await this.app.page.getByRole('button', { name: /^Dismiss: Sync with/ }).click()
  }

  /** An admin erases what is known of a member, on every laptop. */
  async eraseMember(name: string): Promise<void> {
    await this.app.goTo('Coop')
    const { page } = this.app
    await page.getByRole('button', { name: `Change ${name}`, exact: true }).click()
    await page.getByRole('button', { name: 'Erase personal data…' }).click()
    const dialog = page.getByRole('dialog', { name: `Erase personal data of ${name}` })
    await dialog.getByRole('list', { name: 'What stays' }).waitFor()
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Erase' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Everything that is shared, by store, as it is kept. */
  async shared(): Promise<Record<string, unknown[]>> {
    const records = await readRecords(this.app.page, 'commonmast')
    return Object.fromEntries(Object.entries(records).filter(([store]) => !OWN_STORES.has(store)))
  }
}
