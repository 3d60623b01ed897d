/** Everything out as one file and back in, after a look at what will differ; files that cannot be trusted change nothing. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { seal } from '#core/model/contentDigest'
import type { ConsolePage } from '../pages/ConsolePage'
import { lookWithAxe } from '../pages/lookWithAxe'
import { PayPage } from '../pages/PayPage'
import { ageRecords, leaveConsole, putRaw, removeRecords, replaceRecords } from '../pages/rawRecords'
import { countRecords, readRecords } from '../pages/readRecords'
import { expect, PROGRAM_DIR, test } from './consoleTest'

/** Of the demo, split already. */
const PERIOD = 'Demo period 2026-09'

test('what a backup holds comes back whole after everything was removed, and can be taken back', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  const backup = await saveBackup(app)
  const before = await shownRecords(page)
  expect(before.hotspots).toHaveLength(400)
  await page.getByRole('button', { name: 'Remove the demo cooperative' }).first().click()
  await expect(page.getByText('Demo cooperative: synthetic data')).toBeHidden()
  expect((await countRecords(page)).hotspots).toBe(0)

  const dialog = await chooseBackup(app, backup.text)
  await expect(
    dialog
      .getByRole('row', { name: /^Hotspots/ })
      .getByRole('cell')
      .nth(1),
  ).toHaveText('400')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('The backup is restored')).toBeVisible({ timeout: 60_000 })
  expect(await shownRecords(page)).toEqual(before)
  await expect(page.getByText('Demo cooperative: synthetic data').first()).toBeVisible()
  // The one that was saved, and what the restore changed.
  await expect(page.getByRole('table', { name: 'Kept copies' }).locator('tbody tr')).toHaveCount(2)

  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('Demo cooperative: synthetic data')).toBeHidden()
  expect((await countRecords(page)).hotspots).toBe(0)
})

test('a kept copy that differs in nothing says so, and restores nothing', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  await saveBackup(app)
  await page.getByRole('button', { name: /^Restore the copy of/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore this backup' })
  await expect(dialog).toContainText('Nothing differs')
  await expect(dialog.getByRole('button', { name: 'Restore', exact: true })).toBeHidden()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(dialog).toBeHidden()
})

test('a backup that cannot be trusted is refused in one sentence, and nothing changes', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  const { text } = await saveBackup(app)
  const before = await readRecords(page)

  const document = JSON.parse(text)
  const oneDigit = text.replace(
    /("amountBaseUnits":"\d*?)([1-9])/,
    (_all, head, digit) => `${head}${digit === '9' ? 8 : Number(digit) + 1}`,
  )
  expect(oneDigit).not.toBe(text)
  const refused = {
    'one digit changed': [oneDigit, 'This backup was changed or damaged after it was made'],
    truncated: [text.slice(0, Math.floor(text.length / 2)), 'This is not a whole backup file'],
    'another format': [JSON.stringify({ format: 'commonmast-split-v1' }), 'This is not a Commonmast backup'],
    'no JSON at all': ['name;lat;lng\nmast;50;19\n', 'This is not a whole backup file'],
    'a newer schema': [JSON.stringify(seal({ ...document, schemaVersion: 999 })), 'made by a newer Commonmast'],
    'a newer form': [JSON.stringify(seal({ ...document, format: 'commonmast-backup-v9' })), 'made by a newer Commonmast'],
  } as const
  for (const [what, [content, sentence]] of Object.entries(refused)) {
    await page.locator('input[type="file"]').last().setInputFiles(fileOf(content))
    const alert = page.getByRole('alert')
    await expect(alert, what).toHaveCount(1)
    await expect(alert, what).toContainText(sentence)
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    await expect(page.getByRole('dialog'), what).toBeHidden()
  }
  expect(await readRecords(page)).toEqual(before)
})

test('a backup with a setting that is malformed is refused, or restored without it', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  const document = JSON.parse((await saveBackup(app)).text)
  const [setting] = document.tables.cooperativeSettings
  setting.value = { name: { en: 'Harbour' }, synthetic: false }
  document.tables.members = document.tables.members.slice(1)
  await page
    .locator('input[type="file"]')
    .last()
    .setInputFiles(fileOf(JSON.stringify(seal(document))))
  await expect(page.getByRole('alert')).toContainText('Record 1 of cooperativeSettings (value.name')
  await page.getByRole('button', { name: 'Restore without what cannot be used' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore this backup' })
  await expect(dialog).toContainText('1 row of the backup cannot be used and will be left out')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('The backup is restored')).toBeVisible({ timeout: 60_000 })
  expect((await countRecords(page)).members).toBe(document.tables.members.length)
  // What is here of it stays.
  await expect(page.getByText('Vistula Mesh').first()).toBeVisible()
})

test('what was signed since the backup stays signed after its restore', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  const backup = await saveBackup(app)
  const pay = new PayPage(app)
  await pay.prepare(PERIOD)
  await pay.sign()
  const { payouts, payoutMoves } = await shownRecords(page)

  const dialog = await chooseBackup(app, backup.text)
  await expect(dialog).toContainText('What was signed, what networks paid and what devices proved since the backup stays')
  await dialog.getByRole('button', { name: 'Keep what is here' }).click()
  await app.goTo('Coop')
  await page.getByRole('button', { name: 'Add a member' }).click()
  await page.getByRole('dialog').getByLabel('Name').first().fill('Since the backup')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Add|Save)/ })
    .click()
  const again = await chooseBackup(app, backup.text)
  await again.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('The backup is restored')).toBeVisible({ timeout: 60_000 })
  expect(await shownRecords(page)).toMatchObject({ payouts, payoutMoves })
  await app.goTo('Treasury')
  await expect(page.getByRole('row').filter({ hasText: PERIOD })).toContainText('Signed')
})

test('where the records are gone, the start says so and offers the newest verified copy', async ({ app, running }) => {
  const { page } = app
  await app.loadDemo()
  await saveBackup(app)
  const pay = new PayPage(app)
  await pay.prepare(PERIOD)
  await pay.sign()
  await leaveConsole(app, running.url)
  await removeRecords(page)
  await app.open(running.url)
  await expect(page.getByRole('alert')).toContainText('The records are not here any more')
  await expect(page.getByText(/^The newest verified copy is of /)).toBeVisible()
  await lookWithAxe(page)('Records that are gone')
  await expect(page.getByText(/changes? made since are not in it/)).toBeVisible()
  await page.getByRole('button', { name: 'Restore it' }).click()
  await page.getByRole('dialog', { name: 'Restore this backup' }).getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('The backup is restored')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Open the records' }).click()
  await app.isReady()
  await app.goTo('Treasury')
  await expect(page.getByRole('row').filter({ hasText: PERIOD })).toContainText('Signed')
})

test('where the records are gone, a person can begin anew, and what the journal knows is put back', async ({ app, running }) => {
  const { page } = app
  await app.loadDemo()
  await saveBackup(app)
  const pay = new PayPage(app)
  await pay.prepare(PERIOD)
  await pay.sign()
  await leaveConsole(app, running.url)
  await removeRecords(page)
  await app.open(running.url)
  await page.getByRole('button', { name: 'Begin anew without them' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'There were records here before' })
  await expect(notice).toContainText('The newest kept copy is of ')
  await expect(notice).toContainText('1 payout was put back from the journal.')
  await app.goTo('Treasury')
  await expect(page.getByRole('row').filter({ hasText: PERIOD })).toContainText('Signed')
  await app.goTo('Today')
  await notice.getByRole('link', { name: 'Restore a backup' }).click()
  await expect(page.getByRole('tab', { name: 'Backups' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: /^Restore the copy of/ }).click()
  await page.getByRole('dialog', { name: 'Restore this backup' }).getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('The backup is restored')).toBeVisible({ timeout: 60_000 })
})

test('records of a newer version can be set aside for a kept copy', async ({ app, running }) => {
  const { page } = app
  await app.loadDemo()
  await saveBackup(app)
  const before = await shownRecords(page)
  await leaveConsole(app, running.url)
  await ageRecords(page)
  await page.goto(running.url)
  await expect(page.getByRole('alert')).toContainText(
    'A newer Commonmast wrote these records, and they are untouched: install that version to open them.',
  )
  await page.getByRole('button', { name: /^Restore the copy of/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore this backup' })
  await dialog.getByRole('button', { name: 'Set aside and restore' }).click()
  await page.getByRole('button', { name: 'Open the records' }).click({ timeout: 60_000 })
  await page.getByText('Demo cooperative: synthetic data').waitFor()
  await openBackups(app)
  await expect(page.getByText(/^Set aside /)).toBeVisible()
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText(/^Set aside /)).toBeHidden()
  expect(await shownRecords(page)).toEqual(before)
})

for (const [what, store, row] of [
  ['a record that is none', 'hotspots', { id: 'broken', groups: 7, name: {}, $stamps: null }],
  ['a setting that is none', 'cooperativeSettings', { key: 'cooperative', value: { name: { en: 'Harbour' } }, $stamps: 7 }],
] as const) {
  test(`${what}, written around the console, does not keep it from restoring`, async ({ app, running }) => {
    const { page } = app
    await app.loadDemo()
    await saveBackup(app)
    const before = await shownRecords(page)
    await leaveConsole(app, running.url)
    await putRaw(page, store, row)
    await page.goto(`${running.url}#/settings`)
    const restore = page.getByRole('button', { name: /^Restore the copy of/ })
    const backups = page.getByRole('tab', { name: 'Backups' })
    await restore.or(backups).first().waitFor()
    if (await backups.isVisible()) await backups.click()
    await restore.click()
    const dialog = page.getByRole('dialog', { name: 'Restore this backup' })
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(
      page
        .getByText('The backup is restored')
        .or(dialog.getByRole('button', { name: 'Set what is here aside, then restore' }))
        .first(),
    ).toBeVisible({ timeout: 60_000 })
    const aside = dialog.getByRole('button', { name: 'Set what is here aside, then restore' })
    if (await aside.isVisible()) await aside.click()
    await expect(page.getByText('The backup is restored')).toBeVisible({ timeout: 60_000 })
    // The screens could not draw that record, and said so.
    app.errors.length = 0
    await page.goto(`${running.url}?again`)
    await page.getByText('Demo cooperative: synthetic data').waitFor()
    expect(await shownRecords(page)).toEqual(before)
  })
}

test('records of the version before are kept as a copy, then open as they were', async ({ app, running }) => {
  const { page } = app
  const fixture = JSON.parse(await readFile(join(PROGRAM_DIR, 'renderer/data/fixtures/landed-v2.json'), 'utf8'))
  await leaveConsole(app, running.url)
  await replaceRecords(page, fixture)
  await page.goto(running.url)
  await page.getByText('Porto Mesh').first().waitFor({ timeout: 60_000 })
  const { hotspots, signatures, members } = await countRecords(page)
  expect([hotspots, signatures, members]).toEqual([37, 2, 5])
  await openBackups(app)
  await page.getByRole('button', { name: /^Restore the copy of/ }).click()
  await expect(page.getByRole('dialog', { name: 'Restore this backup' })).toContainText('Nothing differs')
})

/** Every shared record, without its stamps and without when it changed last. */
async function shownRecords(page: Page): Promise<Record<string, unknown[]>> {
  const all = await readRecords(page, 'commonmast')
  const local = [
    'meta',
    'operations',
    'shadows',
    'quarantine',
    'acts',
    'actors',
    'confirmations',
    'machineSettings',
    'layerChunks',
  ]
  return Object.fromEntries(
    Object.entries(all)
      .filter(([store]) => !local.includes(store))
      .map(([store, rows]) => [store, (rows as object[]).map((row) => ({ ...row, $stamps: undefined, updatedAt: undefined }))]),
  )
}

async function saveBackup(app: ConsolePage): Promise<{ fileName: string; text: string }> {
  await openBackups(app)
  const backup = await app.downloadBy('Save a backup')
  await app.page.getByText(/^Saved to your downloads/).waitFor()
  await app.page.getByText(/^The copy was read back and restored on trial: /).waitFor()
  expect(backup.fileName).toMatch(/\.commonmast-backup\.json$/)
  return backup
}

async function chooseBackup(app: ConsolePage, text: string) {
  await openBackups(app)
  await app.page.locator('input[type="file"]').last().setInputFiles(fileOf(text))
  const dialog = app.page.getByRole('dialog', { name: 'Restore this backup' })
  await dialog.getByRole('button', { name: 'Keep what is here' }).waitFor({ timeout: 60_000 })
  return dialog
}

async function openBackups(app: ConsolePage): Promise<void> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Backups' }).click()
  await app.page.getByRole('button', { name: 'Restore from a file' }).waitFor()
}

function fileOf(text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'chosen.commonmast-backup.json', mimeType: 'application/json', buffer: Buffer.from(text) }
}
