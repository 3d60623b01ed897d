/** What goes wrong around the console: its process ends, a person changes their mind, the Ledger refuses, records do not open. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { PayPage } from '../pages/PayPage'
import { countRecords, readRecords } from '../pages/readRecords'
import { expect, PROGRAM_DIR, test } from './consoleTest'

/** The demo cooperative has split this period and not signed its payout. */
const PERIOD = 'Demo period 2026-09'

test('--demo opens on Today with the demo cooperative', async ({ page }) => {
  const running = await startConsole({ programDir: PROGRAM_DIR, demo: true })
  try {
    const app = new ConsolePage(page)
    await app.open(running.url)
    await expect(page.getByText('Demo cooperative: synthetic data')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Today', exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
    expect(app.errors).toEqual([])
  } finally {
    await running.stop()
  }
})

test('the console is killed: every window says so, keeps its records, and comes back with the next start', async ({
  context,
  page,
}) => {
  const killed = await startConsole({ programDir: PROGRAM_DIR })
  const app = new ConsolePage(page)
  await app.open(killed.url)
  await app.loadDemo()
  const second = new ConsolePage(await context.newPage())
  await second.open(killed.url)
  await expect(second.page.getByText('Demo cooperative: synthetic data')).toBeVisible()
  const publicKey = await publicKeyOf(app)
  // Screens that were never opened must open too, once the window had a moment to fetch them.
  for (const one of [page, second.page]) await one.waitForLoadState('networkidle')

  await killed.kill()
  const banners = [page, second.page].map((one) => one.getByRole('alert').filter({ hasText: 'process is not answering' }))
  for (const banner of banners) await expect(banner).toContainText('start it again')
  // Records need no process: they are read and written.
  await app.goTo('Coop')
  await page.getByRole('button', { name: 'Add a member' }).click()
  await page.getByRole('dialog').getByLabel('Name').first().fill('Written alone')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Add|Save)/ })
    .click()
  await expect(page.getByRole('cell', { name: 'Written alone', exact: true })).toBeVisible()
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Backups' }).click()
  await page.getByRole('button', { name: 'Save a backup', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'contract.disconnected' }).first()).toContainText('start it again')

  const running = await startConsole({ programDir: PROGRAM_DIR, again: killed })
  try {
    // The key of the new start comes with its address; any window of this browser brings it to all.
    const third = new ConsolePage(await context.newPage())
    await third.open(running.url)
    for (const banner of banners) await expect(banner).toBeHidden({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Save a backup', exact: true }).click()
    await expect(page.getByText(/^Saved to your downloads/)).toBeVisible()
    expect(await publicKeyOf(app)).toBe(publicKey)
    await second.goTo('Coop')
    await expect(second.page.getByRole('cell', { name: 'Written alone', exact: true })).toBeVisible()
  } finally {
    await running.stop()
  }
})

test('a journal that is gone at the start is no first start: every screen says so until a person acknowledges it', async ({
  page,
}) => {
  const killed = await startConsole({ programDir: PROGRAM_DIR })
  await killed.kill()
  await rm(join(killed.dataDir, 'journal.jsonl'))
  const running = await startConsole({ programDir: PROGRAM_DIR, again: killed })
  try {
    const app = new ConsolePage(page)
    await app.open(running.url)
    const banner = page.getByRole('alert').filter({ hasText: 'Look at it in Settings, Journal.' })
    await expect(banner).toContainText('Entry 1 of the journal is missing.')
    await app.goTo('Settings')
    await page.getByRole('tab', { name: 'Journal' }).click()
    await page.getByRole('button', { name: 'I have compared it: acknowledge the loss' }).click()
    await expect(page.getByText('Chain intact')).toBeVisible()
    await expect(banner).toBeHidden()
    await expect(page.getByRole('cell', { name: 'Loss acknowledged' })).toBeVisible()
    expect(app.errors).toEqual([])
  } finally {
    await running.stop()
  }
})

test('a large import that is cancelled leaves nothing, and the next one works', async ({ app }) => {
  const { page } = app
  const rows = Array.from({ length: 100_000 }, (_row, at) => `mast-${at},${(at % 170) - 85}.5,${(at % 350) - 175}.25`)
  const csv = { name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(`key,lat,lng\n${rows.join('\n')}\n`) }
  // The journal's anchor comes once the console has been heard of.
  await expect.poll(async () => (await countRecords(page)).meta).toBe(2)
  const before = await countRecords(page)
  await page.getByLabel('Fleet file').setInputFiles(csv)
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await drawer.getByRole('button', { name: 'Import 100,000 hotspots' }).click()
  await drawer.getByRole('progressbar', { name: 'Import progress' }).waitFor()
  await drawer.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(drawer.getByText('Cancelled: nothing was changed.')).toBeVisible()
  expect(await countRecords(page)).toEqual(before)

  await drawer.getByRole('button', { name: 'Choose another file' }).click()
  await drawer.getByLabel('File to import').setInputFiles({ ...csv, buffer: Buffer.from('key,lat,lng\nmast-1,50.06,19.94\n') })
  await drawer.getByRole('button', { name: 'Import 1 hotspot' }).click()
  await expect(drawer.getByText('1 hotspot imported', { exact: true })).toBeVisible()
  expect(await countRecords(page)).toMatchObject({ hotspots: 1, imports: 1 })
})

const REFUSALS = {
  reject: 'The request was rejected on the Ledger: nothing was signed.',
  'wrong-app': 'The app "Boilerplate" is open on the Ledger: open the Ethereum app there, then try again.',
  locked: 'The Ledger is locked: enter its PIN, open the Ethereum app and try again.',
  unplugged: 'The Ledger was disconnected and nothing was signed: plug it in, unlock it, open the Ethereum app and try again.',
} as const

/** All records but the journal's anchor, which follows every entry of the journal. */
async function withoutAnchor(page: Page): Promise<Record<string, unknown[]>> {
  const records = await readRecords(page)
  return { ...records, meta: (records.meta ?? []).filter((entry) => (entry as { key: string }).key !== 'journalAnchor') }
}

test('while the Ledger shows a review nothing else can be asked of it, Cancel is whole, and leaving the page cancels', async ({
  page,
}) => {
  const running = await startConsole({ programDir: PROGRAM_DIR, demo: true })
  try {
    await page.setViewportSize({ width: 1280, height: 800 })
    const app = new ConsolePage(page)
    await app.open(running.url)
    await page.getByText('Demo cooperative: synthetic data').waitFor()
    await new PayPage(app).prepare(PERIOD)
    await page.getByRole('button', { name: 'Show address' }).click()
    await expect(page.getByText('and you confirmed it on its screen.')).toBeVisible()
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByText('Check on the Ledger').waitFor()
    await expect(page.getByRole('button', { name: 'Show address' })).toBeDisabled()
    const cancel = page.getByRole('button', { name: 'Cancel', exact: true })
    expect(await cancel.locator('.mantine-Button-label').evaluate((label) => label.scrollWidth - label.clientWidth)).toBe(0)
    await app.goTo('Today')
    await expect.poll(() => readFile(join(running.dataDir, 'journal.jsonl'), 'utf8')).toContain('ledger.cancelled')
    expect(await readFile(join(running.dataDir, 'journal.jsonl'), 'utf8')).not.toContain('"confirmed"')
    expect(app.errors).toEqual([])
  } finally {
    await running.stop()
  }
})

for (const [rehearsal, sentence] of Object.entries(REFUSALS)) {
  test(`a Ledger that is ${rehearsal}: one sentence, and nothing counts as signed`, async ({ page }) => {
    const running = await startConsole({ programDir: PROGRAM_DIR, demo: true, env: { COMMONMAST_SIMULATED_LEDGER: rehearsal } })
    try {
      const app = new ConsolePage(page)
      await app.open(running.url)
      await page.getByText('Demo cooperative: synthetic data').waitFor()
      await new PayPage(app).prepare(PERIOD)
      const before = await withoutAnchor(page)
      await page.getByRole('button', { name: 'Sign on Ledger' }).click()
      const alert = page.getByRole('alert')
      await expect(alert).toHaveCount(1)
      await expect(alert).toContainText(sentence)
      // What comes next is the person's choice: the button is there again.
      await expect(page.getByRole('button', { name: 'Sign on Ledger' })).toBeEnabled()

      expect(await withoutAnchor(page)).toEqual(before)
      expect(before.signatures).toEqual([])
      expect(before.payoutMoves).toHaveLength(2)
      expect(before.distributions?.map((one) => (one as { status: string }).status)).toEqual(['split'])
      const journal = await readFile(join(running.dataDir, 'journal.jsonl'), 'utf8')
      expect(journal).toContain('treasury.sign-requested')
      expect(journal).not.toContain('"confirmed"')
      await app.goTo('Today')
      await app.goTo('Treasury')
      await expect(page.getByRole('row').filter({ hasText: PERIOD })).toContainText('Proposed')
      expect(app.errors).toEqual([])
    } finally {
      await running.stop()
    }
  })
}

test('records of a newer version are left alone, and the start says so', async ({ page, running }) => {
  await page.goto(running.url)
  await page.getByRole('button', { name: 'Import your fleet' }).waitFor()
  // A page of the same origin without the console in it.
  await page.goto(new URL('favicon.svg', running.url).href)
  await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const opening = indexedDB.open('commonmast', 9990)
    const database = await settled(opening)
    const transaction = database.transaction('machineSettings', 'readwrite')
    await settled(transaction.objectStore('machineSettings').put({ key: 'theme', value: { name: 'From the future' } }))
    database.close()
  })
  const before = await readRecords(page, 'commonmast')
  await page.goto(running.url)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Commonmast could not open its records')
  await expect(alert).toContainText(
    'A newer Commonmast wrote these records, and they are untouched: install that version to open them.',
  )
  await expect(page.getByRole('navigation')).toBeHidden()
  expect(await readRecords(page, 'commonmast')).toEqual(before)
  expect(before.machineSettings).toMatchObject([{ value: { name: 'From the future' } }])
  expect(await page.evaluate(() => indexedDB.databases())).toContainEqual({ name: 'commonmast', version: 9990 })
})

test('a store that the browser cannot open is not replaced, and trying again finds everything', async ({ app, context }) => {
  await app.loadDemo()
  const { page } = app
  const before = await countRecords(page)
  const broken = await context.newPage()
  // What Chromium answers when the files of the store are damaged or unreadable.
  await broken.addInitScript(() => {
    if (sessionStorage.getItem('mended')) return
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
    }
  })
  await broken.goto(page.url())
  const alert = broken.getByRole('alert')
  await expect(alert).toContainText('The records cannot be opened; nothing was deleted.')
  await expect(alert).toContainText('restore the newest backup')
  await broken.evaluate(() => sessionStorage.setItem('mended', 'yes'))
  await broken.getByRole('button', { name: 'Try again' }).click()
  await expect(broken.getByText('Demo cooperative: synthetic data')).toBeVisible()
  expect(await countRecords(broken)).toEqual(before)
})

/** As Settings shows it. */
async function publicKeyOf(app: ConsolePage): Promise<string | null> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Cooperative and key' }).click()
  const row = app.page.getByRole('row').filter({ hasText: 'Public key' })
  return row.getByRole('cell').last().textContent()
}
