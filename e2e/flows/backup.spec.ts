/** Everything out as one file and back in; files that cannot be trusted change nothing. */
import { seal } from '#core/model/contentDigest'
import type { ConsolePage } from '../pages/ConsolePage'
import { PayPage } from '../pages/PayPage'
import { countRecords, readRecords } from '../pages/readRecords'
import { expect, test } from './consoleTest'

/** Of the demo, split already. */
const PERIOD = 'Demo epoch 2026-09'

test('what a backup holds comes back whole after everything was removed', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  const backup = await saveBackup(app)
  const { meta: _installation, ...before } = await readRecords(page)
  expect(before.hotspots).toHaveLength(400)

  await page.getByRole('button', { name: 'Remove the demo cooperative' }).first().click()
  await expect(page.getByText('Demo cooperative: synthetic data')).toBeHidden()
  expect((await countRecords(page)).hotspots).toBe(0)

  await openBackups(app)
  await page.locator('input[type="file"]').last().setInputFiles(fileOf(backup.text))
  const dialog = page.getByRole('dialog', { name: 'Restore this backup' })
  await expect(dialog).toContainText('400 in hotspots')
  await dialog.getByRole('button', { name: 'Replace all records' }).click()
  await expect(page.getByText(/^Restored \d+ records/)).toBeVisible()
  const { meta: _other, ...after } = await readRecords(page)
  expect(after).toEqual(before)
  await expect(page.getByText('Demo cooperative: synthetic data').first()).toBeVisible()
  // The one that was saved, and what the restore replaced.
  await expect(page.getByRole('table', { name: 'Kept copies' }).locator('tbody tr')).toHaveCount(2)
})

test('a backup that cannot be trusted is refused in one sentence, and nothing changes', async ({ app }) => {
  const { page } = app
  await app.loadDemo()
  const { text } = await saveBackup(app)
  const before = await readRecords(page)
  await openBackups(app)

  const document = JSON.parse(text)
  const oneDigit = text.replace(
    /("amountBaseUnits":"\d*?)([1-9])/,
    (_all, head, digit) => `${head}${digit === '9' ? 8 : Number(digit) + 1}`,
  )
  expect(oneDigit).not.toBe(text)
  const noHotspot = { ...document, tables: { ...document.tables, hotspots: [{ id: 'mast' }] } }
  const refused = {
    'one digit changed': [oneDigit, 'This backup was changed or damaged after it was made'],
    truncated: [text.slice(0, Math.floor(text.length / 2)), 'This is not a whole backup file'],
    'another format': [JSON.stringify({ format: 'commonmast-split-v1' }), 'This is not a Commonmast backup'],
    'no JSON at all': ['name;lat;lng\nmast;50;19\n', 'This is not a whole backup file'],
    'a newer schema': [JSON.stringify(seal({ ...document, schemaVersion: 999 })), 'made by a newer Commonmast'],
    'a record that is none': [JSON.stringify(seal(noHotspot)), 'Record 1 of hotspots in this backup cannot be used'],
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

test('what was signed since the backup is not signed again after its restore: it is put back from the journal', async ({
  app,
}) => {
  const { page } = app
  await app.loadDemo()
  const backup = await saveBackup(app)
  const pay = new PayPage(app)
  await pay.prepare(PERIOD)
  const signed = await pay.sign()

  await openBackups(app)
  await page.locator('input[type="file"]').last().setInputFiles(fileOf(backup.text))
  await page.getByRole('button', { name: 'Replace all records' }).click()
  await expect(page.getByText(/^Restored \d+ records/)).toBeVisible()

  await pay.prepare(PERIOD)
  await page.getByRole('button', { name: 'Sign on Ledger' }).click()
  await expect(page.getByRole('alert')).toContainText('This very payout was signed on')
  await page.getByRole('button', { name: 'Put the signed payout back' }).click()
  await page.getByRole('heading', { name: 'Signed', exact: true }).waitFor()
  const again = await app.downloadBy('Save payout file')
  expect(JSON.parse(again.text)).toEqual(signed)
})

async function saveBackup(app: ConsolePage): Promise<{ fileName: string; text: string }> {
  await openBackups(app)
  const backup = await app.downloadBy('Save a backup')
  await app.page.getByText(/^Saved to your downloads/).waitFor()
  expect(backup.fileName).toMatch(/\.commonmast-backup\.json$/)
  return backup
}

async function openBackups(app: ConsolePage): Promise<void> {
  await app.goTo('Settings')
  await app.page.getByRole('tab', { name: 'Backups' }).click()
  await app.page.getByRole('button', { name: 'Restore from a file' }).waitFor()
}

function fileOf(text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'chosen.commonmast-backup.json', mimeType: 'application/json', buffer: Buffer.from(text) }
}
