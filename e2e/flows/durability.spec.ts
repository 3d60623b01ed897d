/** Records that go behind the program's back: deleted, damaged on the disk, put back from an old copy. Nothing goes on silently. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type BrowserWithProfile, openWithProfile } from '../browserWithProfile'
import type { ConsoleUnderTest } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { putRaw } from '../pages/rawRecords'
import { readRecords, storedRow } from '../pages/readRecords'
import { expect, test as withoutProfile } from './consoleTest'

interface Profile {
  running: ConsoleUnderTest
  folder: string
  /** Opens the console in a browser with this profile. */
  open(): Promise<{ app: ConsolePage; browser: BrowserWithProfile }>
}

const test = withoutProfile.extend<{ profile: Profile }>({
  profile: async ({ running }, use) => {
    const above = await mkdtemp(join(tmpdir(), 'commonmast-profile-'))
    const folder = join(above, 'profile')
    let opened: BrowserWithProfile | null = null
    await use({
      running,
      folder,
      async open() {
        const browser = await openWithProfile(folder)
        opened = browser
        const app = new ConsolePage(browser.page)
        await app.open(running.url)
        return { app, browser }
      },
    })
    await (opened as BrowserWithProfile | null)?.kill().catch(() => undefined)
    await rm(above, { recursive: true, force: true, maxRetries: 5 })
  },
})

test('records that were damaged on the disk are said to be gone, and the copy that was kept brings them back', async ({
  profile,
}) => {
  const first = await profile.open()
  await addMember(first.app, 'Ada')
  await saveBackup(first.app)
  await addMember(first.app, 'Bo')
  await told(first.app, profile.running)
  await first.browser.close()
  await damageRecords(profile.folder)

  const { app } = await profile.open()
  const { page } = app
  const alert = page.getByRole('alert')
  await expect(alert).toContainText(/The records are not here any more|Commonmast could not/)
  await page
    .getByRole('button', { name: /^Restore (it$|the copy of)/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'Restore this backup' })
  await dialog.getByRole('button', { name: /^(Restore|Set aside and restore)$/ }).click()
  await page.getByRole('button', { name: 'Open the records' }).click({ timeout: 60_000 })
  await app.isReady()
  expect((await readRecords(page, 'commonmast')).members).toMatchObject([{ name: 'Ada' }])
})

test('an old copy of the records is told by its count, and goes on as a new actor when a person says so', async ({ profile }) => {
  const first = await profile.open()
  await addMember(first.app, 'Ada')
  await told(first.app, profile.running)
  await first.browser.close()
  const kept = `${profile.folder}-old`
  await cp(profile.folder, kept, { recursive: true })
  const second = await profile.open()
  await addMember(second.app, 'Bo')
  await told(second.app, profile.running)
  const actors = await actorsIn(second.app)
  await second.browser.close()
  await rm(profile.folder, { recursive: true, maxRetries: 5 })
  await cp(kept, profile.folder, { recursive: true })

  const { app } = await profile.open()
  const { page } = app
  await expect(page.getByRole('alert')).toContainText('These records are an old copy')
  await expect(page.getByRole('alert')).toContainText(/^.*\d+ changes that were made here until/)
  await page.getByRole('button', { name: 'Go on with the old copy' }).click()
  await app.isReady()
  await addMember(app, 'Cy')
  await expect(page.getByRole('cell', { name: 'Ada', exact: true })).toBeVisible()
  const { operations = [] } = await readRecords(page, 'commonmast')
  const after = [...new Set((operations as { actor: string }[]).map(({ actor }) => actor))]
  expect([actors.length, after.length]).toEqual([1, 2])
  await told(app, profile.running)
  await page.reload()
  await app.isReady()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a copy is kept and verified by itself once somebody has stopped writing', async ({ page, running }) => {
  await page.clock.install()
  const app = new ConsolePage(page)
  await app.open(running.url)
  await addMember(app, 'Ada')
  await told(app, running)
  await page.clock.fastForward('03:00')
  await page.clock.fastForward('01:30')
  await openBackups(app)
  await expect(page.getByText(/^Last verified backup: /)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('table', { name: 'Kept copies' }).locator('tbody tr')).toHaveCount(1)
  const kept = await readdir(join(running.dataDir, 'backups'))
  expect(kept.filter((name) => name.startsWith('commonmast-'))).toHaveLength(1)
  // Nothing has changed since.
  await page.clock.fastForward('08:00:00')
  await page.reload()
  await openBackups(app)
  await expect(page.getByRole('table', { name: 'Kept copies' }).locator('tbody tr')).toHaveCount(1)
  expect(await readdir(join(running.dataDir, 'backups'))).toEqual(kept)
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  expect(databases.filter((name) => name !== 'commonmast-host')).toEqual(['commonmast'])
})

test('a copy that cannot be verified is said in Settings and on Today, and does not count', async ({ app, page, running }) => {
  await addMember(app, 'Ada')
  // Written around the console: no restore takes it.
  await putRaw(page, 'cooperativeSettings', storedRow({ key: 'cooperative', value: { name: { en: 'Harbour' } } }))
  await openBackups(app)
  await app.downloadBy('Save a backup')
  await expect(page.getByRole('status').filter({ hasText: 'Saved to your downloads' })).toContainText('could not be verified')
  await expect(page.getByText('Not verified')).toBeVisible()
  await app.goTo('Today')
  await expect(page.getByText('The newest backup could not be verified')).toBeVisible()
  await expect(page.getByText('No backup yet')).toBeVisible()
  expect(await readdir(join(running.dataDir, 'backups'))).toContain('verified.json')
})

test('where the browser has no room, a large import is refused before it begins, and a write that fails changes nothing', async ({
  app,
  page,
}) => {
  await addMember(app, 'Ada')
  await page.evaluate(() => {
    navigator.storage.estimate = async () => ({ usage: 1_000_000, quota: 6_000_000 })
  })
  await app.goTo('Today')
  await expect(page.getByText('Little room is left for the records')).toBeVisible()
  const rows = Array.from({ length: 20_000 }, (_row, at) => `mast-${at},${(at % 170) - 85}.5,${(at % 350) - 175}.25`)
  const csv = { name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(`key,lat,lng\n${rows.join('\n')}\n`) }
  await app.goTo('Fleet')
  await page
    .getByRole('button', { name: /^Import (a file|your fleet|a fleet)/ })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await drawer.getByLabel('File to import').setInputFiles(csv)
  await drawer.getByRole('button', { name: 'Import 20,000 hotspots' }).click()
  await expect(drawer.getByRole('alert')).toContainText('These 20,000 rows need about 40 MB')
  expect((await readRecords(page, 'commonmast')).hotspots).toEqual([])
  await page.keyboard.press('Escape')

  await app.goTo('Coop')
  const before = await readRecords(page, 'commonmast')
  await refuseWrites(page, true)
  await page.getByRole('button', { name: 'Add a member' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').first().fill('Bo')
  const save = dialog.getByRole('button', { name: /^(Add|Save)/ })
  await save.click()
  await expect(dialog.getByRole('alert')).toContainText('The disk is full, nothing was changed: free some space and try again.')
  const { meta: _anchors, ...rest } = await readRecords(page, 'commonmast')
  expect({ ...rest, meta: before.meta }).toEqual(before)
  // What was typed is there still.
  await refuseWrites(page, false)
  await save.click()
  await expect(page.getByRole('cell', { name: 'Bo', exact: true })).toBeVisible()
})

/** No member can be written, as on a full disk. */
async function refuseWrites(page: Page, isRefused: boolean): Promise<void> {
  await page.evaluate((refuses) => {
    const { put } = IDBObjectStore.prototype
    if (!refuses) {
      Reflect.deleteProperty(IDBObjectStore.prototype, 'refusing')
      return
    }
    Object.defineProperty(IDBObjectStore.prototype, 'refusing', { value: true, configurable: true })
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...values: Parameters<typeof put>) {
      if (this.name === 'members' && 'refusing' in this) throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, values)
    }
  }, isRefused)
}

async function addMember(app: ConsolePage, name: string): Promise<void> {
  const { page } = app
  await app.goTo('Coop')
  await page
    .getByRole('button', { name: /^Add (a|the first) member$/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').first().fill(name)
  await dialog.getByRole('button', { name: /^(Add|Save)/ }).click()
  await expect(page.getByRole('cell', { name, exact: true })).toBeVisible()
}

/** Until main remembers all that was written; it is told a moment later. */
async function told({ page }: ConsolePage, { dataDir }: ConsoleUnderTest): Promise<void> {
  const { meta = [] } = await readRecords(page, 'commonmast')
  const kernel = meta.find((entry) => (entry as { key: string }).key === 'kernel') as { value: { actor: string; made: number } }
  const { actor, made } = kernel.value
  const remembered = async () => JSON.parse(await readFile(join(dataDir, 'records.json'), 'utf8').catch(() => '{}')).newest
  await expect.poll(remembered).toMatchObject({ actor, made })
}

async function actorsIn({ page }: ConsolePage): Promise<string[]> {
  const { operations = [] } = await readRecords(page, 'commonmast')
  return [...new Set((operations as { actor: string }[]).map(({ actor }) => actor))]
}

async function openBackups(app: ConsolePage): Promise<void> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Backups' }).click()
  await app.page.getByRole('button', { name: 'Restore from a file' }).waitFor()
}

async function saveBackup(app: ConsolePage): Promise<void> {
  await openBackups(app)
  await app.page.getByRole('button', { name: 'Save a backup' }).click()
  await app.page.getByText(/^The copy was read back and restored on trial: /).waitFor()
}

/** Every file of the browser's own stores is cut and overwritten, as a failing disk leaves them. */
async function damageRecords(profile: string): Promise<void> {
  const stores = join(profile, 'Default', 'IndexedDB')
  for (const name of await readdir(stores, { recursive: true })) {
    if (/(\.log|\.ldb|MANIFEST-\d+|CURRENT)$/.test(name)) await writeFile(join(stores, name), Buffer.alloc(700, 0xa5))
  }
}
