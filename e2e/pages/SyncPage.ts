/** The screen of syncing as a person uses it. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import { type PlaceMemory, placeMemorySetting } from '#core/records/tables/machineSettings'
import type { ConsolePage, ReceivedFile } from './ConsolePage'
import { readRecords } from './readRecords'

export type SyncTab = 'Places' | 'Needs you' | 'To send' | 'Laptops' | 'What travels'

/** Stores that are this machine's own, what it carries for others among them. */
const OWN_STORES = new Set([
  ...['heldBatches', 'batchTexts', 'batchesAside', 'batchChunks'],
  ...['machineSettings', 'meta', 'operations', 'layerChunks'],
])

/** A request to join, and what its laptop shows to compare. */
export interface ShownRequest {
  file: ReceivedFile
  fingerprint: string | null
}

/** What is said of a round that went through. */
const ROUND_DONE = /Both hold the same|sent, \d+ received|Nothing new/

const LOOK_EVERY_MS = 200
const ROUND_LIMIT_MS = 120_000

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

  /** Adds a server by an access file, and fills it where it is empty. @returns what stood in the way of the first round */
  async addServer(access: ReceivedFile): Promise<string | null> {
    const before = (await lastRound(this.app.page)).roundAt
    await this.open('Places')
    await this.#give('Add a server…', access)
    const fill = this.app.page.getByRole('button', { name: 'Fill it' })
    return this.#ended('the server', before, async () => {
      if (await fill.isVisible()) await fill.click()
    })
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

  /** One round with a place. @throws Error with what stood in its way */
  async syncNow(place: string): Promise<void> {
    const trouble = await this.tryRound(place)
    if (trouble !== null) throw new Error(`The round with ${place} stopped: ${trouble}`)
  }

  /** One round with a place, until this laptop remembers how it went. @returns what stood in its way; null where nothing did */
  async tryRound(place: string): Promise<string | null> {
    const before = (await lastRound(this.app.page)).roundAt
    await this.startSync(place)
    return this.#ended(place, before)
  }

  /** @param before when the round before it ended @param meanwhile again and again until it ends */
  async #ended(place: string, before: string, meanwhile?: () => Promise<void>): Promise<string | null> {
    for (const until = Date.now() + ROUND_LIMIT_MS; Date.now() < until; await wait(LOOK_EVERY_MS)) {
      const { roundAt, trouble } = await lastRound(this.app.page)
      if (roundAt !== before) return trouble
      await meanwhile?.()
    }
    const said = await this.app.page.getByRole('region', { name: 'Jobs' }).or(this.placeOf(place)).allInnerTexts()
    throw new Error(`The round with ${place} is still under way after ${ROUND_LIMIT_MS / 1000} s: ${said.join(' / ')}`)
  }

  /** What laptops that join begin with. @param place as it is called in the list */
  async makeSnapshot(place: string): Promise<void> {
    await this.open('Places')
    const { page } = this.app
    await page.getByRole('button', { name: `Make a snapshot at ${place}` }).click()
    await page.getByText(/^The newest is of .* and stands for/).waitFor()
    await page.getByRole('region', { name: 'Jobs' }).getByText(ROUND_DONE).first().waitFor()
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

/** How the last round with any place went, as this laptop remembers it. */
async function lastRound(page: Page): Promise<Pick<PlaceMemory, 'roundAt' | 'trouble'>> {
  const { machineSettings = [] } = await readRecords(page, 'commonmast', ['machineSettings'])
  const kept = (machineSettings as { key: string; value: PlaceMemory[] }[]).find(({ key }) => key === placeMemorySetting.key)
  const [last] = (kept?.value ?? []).toSorted((one, other) => (one.roundAt < other.roundAt ? 1 : -1))
  return last ?? { roundAt: '', trouble: null }
}
