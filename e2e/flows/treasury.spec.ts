import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, Page } from '@playwright/test'
import { addressBookSchema } from '#core/treasury/addresses/addressBookFile'
import { readAddressBook } from '#core/treasury/addresses/readAddressBook'
import { fixturePath } from '../../fixtures/readFixture'
import { startConsole } from '../consoleUnderTest'
import { ConsolePage } from '../pages/ConsolePage'
import { PayPage } from '../pages/PayPage'
import { leaveConsole, putRaw } from '../pages/rawRecords'
import { readRecords, storedRow } from '../pages/readRecords'
import { EXAMPLE_SAFE, TreasuryPage } from '../pages/TreasuryPage'
import { expect, PROGRAM_DIR, test } from './consoleTest'

const ADA = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'
const REDIRECT = '0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7'
const TOKEN = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('a chain, a token and a Safe are added as typed, with no fault before typing', async ({ app }) => {
  const { page } = app
  await app.goTo('Treasury')
  await app.page.getByRole('tab', { name: 'Accounts' }).click()
  const treasury = new TreasuryPage(app)
  await expect(page.getByRole('heading', { name: 'No accounts yet' })).toBeVisible()
  await treasury.addChain('Base')
  await expect(page.getByRole('table', { name: 'Chains' }).getByRole('row', { name: /Base eip155:8453 ETH 18/ })).toBeVisible()

  await page.getByRole('button', { name: 'Add a token' }).click()
  const drawer = page.getByRole('dialog', { name: 'New token' })
  await expect(drawer.locator('[aria-invalid="true"]')).toHaveCount(0)
  await drawer.getByLabel('Contract').fill(TOKEN.toLowerCase())
  await expect(drawer.getByText('carries no checksum')).toBeVisible()
  await expect(drawer.getByRole('button', { name: 'Save token' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await treasury.addToken(TOKEN, 'HNT', '8')
  await treasury.addSafe(EXAMPLE_SAFE)
  const row = page.getByRole('table', { name: 'Treasuries' }).getByRole('row', { name: /Harbour Safe/ })
  await expect(row).toContainText('2 of 2: Ada, Bo')
  await expect(row).toContainText(EXAMPLE_SAFE.address)
  await expect(row).toContainText('Typed, not checked')

  await page.getByRole('button', { name: 'Actions for Base' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(page.getByText('Harbour Safe is on Base: remove it first, or keep the chain.')).toBeVisible()
  await page.getByRole('button', { name: 'Actions for HNT' }).click()
  // The menu before it may still fade.
  await page.getByRole('menu', { name: 'Actions for HNT' }).getByRole('menuitem', { name: 'Remove' }).click()
  await expect(page.getByRole('table', { name: 'Tokens' })).toBeHidden()
  const { treasuries, tokens } = await readRecords(page)
  expect(treasuries).toMatchObject([{ facts: { kind: 'safe', chain: 'eip155:8453', threshold: 2 } }])
  expect(tokens).toEqual([])
})

test('a file that pays a member elsewhere is stopped at, and changes the address of those who were ticked alone (pay-04)', async ({
  app,
  running,
}) => {
  const { page } = app
  await app.importFile(fixturePath('cases/money/agr-5050.csv'))
  await app.importFile(fixturePath('cases/money/pay-04-redirect.csv'), async () => {
    const stop = page.getByRole('alert').filter({ hasText: 'is paid at another address' })
    await expect(stop).toContainText('ada is paid at another address; it begins and ends like the old one')
    await expect(stop).toContainText(ADA)
    await expect(stop).toContainText(REDIRECT)
    await expect(stop.getByRole('checkbox')).not.toBeChecked()
  })
  const addressOf = async (id: string) =>
    ((await readRecords(page)).members as { id: string; address: string }[]).find((member) => member.id === id)?.address
  expect(await addressOf('ada')).toBe(ADA)
  const { agreements } = await readRecords(page)
  expect(agreements).toMatchObject([{ shares: [{ percent: '60' }, { percent: '40' }] }])

  // A file without addresses leaves them, names and roles as they are (pay-05).
  await app.importFile(fixturePath('cases/money/pay-05-shares-only.csv'))
  expect(await addressOf('ada')).toBe(ADA)

  await app.importFile(fixturePath('cases/money/pay-04-redirect.csv'), () =>
    page.getByRole('checkbox', { name: 'Pay ada at the address of the file' }).check(),
  )
  expect(await addressOf('ada')).toBe(REDIRECT)
  await page.keyboard.press('Control+z')
  await expect.poll(() => addressOf('ada')).toBe(ADA)

  await app.goTo('Treasury')
  await app.page.getByRole('tab', { name: 'Accounts' }).click()
  await page.getByRole('tab', { name: 'Address book' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`ada ${ADA}.*New`) })).toBeVisible()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const path = join(running.dataDir, 'book.json')
  await saved.saveAs(path)
  const text = await readFile(path, 'utf8')
  expect(addressBookSchema.parse(JSON.parse(text)).members).toMatchObject([{ id: 'ada', address: ADA }, { id: 'bo' }])
  expect(readAddressBook(text).problems).toEqual([])
})

test('an address that looks like the old one is saved by hand only after it was compared', async ({ app }) => {
  const { page } = app
  await app.importFile(fixturePath('cases/money/agr-5050.csv'))
  await app.goTo('Treasury')
  await app.page.getByRole('tab', { name: 'Accounts' }).click()
  await page.getByRole('tab', { name: 'Address book' }).click()
  await page.getByRole('button', { name: 'Change ada' }).click()
  const drawer = page.getByRole('dialog', { name: 'Member ada' })
  await drawer.getByLabel('Address').fill(REDIRECT)
  await expect(drawer.getByText(/Begins and ends like the old address of ada/)).toBeVisible()
  const save = drawer.getByRole('button', { name: 'Save member' })
  await expect(save).toBeDisabled()
  await drawer.getByRole('checkbox', { name: /compared every character/ }).check()
  await save.click()
  await expect(page.getByRole('row', { name: new RegExp(`ada ${REDIRECT}`) })).toBeVisible()
})

test('a changed address is confirmed by another installation, and by no word of this one', async ({ app, running, browser }) => {
  const { page } = app
  await app.importFile(fixturePath('cases/money/agr-5050.csv'))
  await leaveConsole(app, running.url)
  for (const [store, row] of PAID_BEFORE) await putRaw(page, store, storedRow(row))
  await app.open(running.url)
  await app.goTo('Treasury')
  await new PayPage(app).addTreasury('HNT')
  await page.getByRole('tab', { name: 'Address book' }).click()
  const row = page.getByRole('row', { name: new RegExp(`ada ${ADA}`) })
  await expect(row).toContainText('Changed, not confirmed')

  // The owner of a treasury for practice signs, and it confirms nothing.
  await row.getByRole('button', { name: /on a Ledger$/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Is ada paid at another address?' })
  await dialog.getByRole('checkbox', { name: /compared every character/ }).check()
  await dialog.getByRole('button', { name: 'Sign on the owner’s Ledger' }).click()
  await expect(dialog.getByText(/by an address that is no owner of the treasury/)).toBeVisible()
  const sheets = await page.evaluate(() => [...document.styleSheets].flatMap(({ href }) => href ?? []))
  expect(new Set(sheets).size).toBe(sheets.length)
  await dialog.getByRole('button', { name: 'Close' }).first().click()

  const request = await downloadOf(page, () => row.getByRole('button', { name: /^Ask for confirmation/ }).click())
  await request.saveAs(join(running.dataDir, 'request.json'))

  const elsewhere = await startConsole({ programDir: PROGRAM_DIR })
  const context = await browser.newContext()
  const second = new ConsolePage(await context.newPage())
  await second.open(elsewhere.url)
  const answer = await answerRequest(second, join(running.dataDir, 'request.json'))
  await answer.saveAs(join(running.dataDir, 'answer.json'))
  expect(second.errors).toEqual([])
  await context.close()
  await elsewhere.stop()

  // What this installation signs itself counts for nothing here.
  const own = await answerRequest(app, join(running.dataDir, 'request.json'))
  await own.saveAs(join(running.dataDir, 'own.json'))
  await page.getByLabel('Request or confirmation').setInputFiles(join(running.dataDir, 'own.json'))
  await expect(page.getByText(/confirmed by this installation itself/)).toBeVisible()
  await expect(row).toContainText('Changed, not confirmed')
  await page.getByLabel('Request or confirmation').setInputFiles(join(running.dataDir, 'answer.json'))
  await expect(page.getByText('The new address of ada is confirmed.')).toBeVisible()
  await expect(row).toContainText('Change confirmed')
})

/** A payout that arrived at another address than the member has now. */
const PAID_BEFORE: [store: string, row: object][] = [
  [
    'payouts',
    {
      id: 'a'.repeat(64),
      periodId: 'p',
      practice: false,
      createdAt: '2026-11-01T00:00:00.000Z',
      file: { payees: [{ address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', memberIds: ['ada'] }] },
    },
  ],
  [
    'payoutMoves',
    {
      id: 'b'.repeat(64),
      payoutId: 'a'.repeat(64),
      movedAt: '2026-11-02T00:00:00.000Z',
      installation: '',
      practice: false,
      fact: { kind: 'reconciled', receipts: [], nodes: 1 },
    },
  ],
]

async function downloadOf(page: Page, act: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return download
}

/** Opens a request in the address book and signs the answer. */
async function answerRequest(app: ConsolePage, path: string): Promise<Download> {
  const { page } = app
  await page.evaluate(() => {
    window.location.hash = '#/treasury?tab=book'
  })
  await page.getByLabel('Request or confirmation').setInputFiles(path)
  const dialog = page.getByRole('dialog', { name: 'Is ada paid at another address?' })
  await expect(dialog.getByRole('button', { name: 'Sign the confirmation' })).toBeDisabled()
  await dialog.getByRole('checkbox').check()
  return downloadOf(page, () => dialog.getByRole('button', { name: 'Sign the confirmation' }).click())
}
