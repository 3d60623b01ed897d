/** Members paid in money: from the member's account to the bank's statement. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleBankCsv } from '#core/bank/exampleStatements'
import { verifyMoneyPayout } from '#core/bank/verifyMoneyPayout'
import { verifySplit } from '#core/rewards/verifySplit'
import { lookWithAxe } from '../pages/lookWithAxe'
import { SplitPage } from '../pages/SplitPage'
import { expect, test } from './consoleTest'

const agreements = {
  format: 'commonmast-agreements-v2',
  members: [
    { id: 'ada', name: 'Ada', address: null },
    { id: 'bo', name: 'Bo', address: '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7' },
  ],
  agreements: [
    {
      name: 'All',
      scope: { kind: 'default' },
      shares: [
        { memberId: 'ada', percent: '40' },
        { memberId: 'bo', percent: '60' },
      ],
    },
  ],
}

test('a member is paid in money: details, price, file for the bank, and what its statement says', async ({ app, running }) => {
  const { page } = app
  const look = lookWithAxe(page)
  const file = async (name: string, text: string) => {
    const path = join(running.dataDir, name)
    await writeFile(path, text)
    return path
  }
  await page.evaluate(() => {
    window.location.hash = '#/treasury?tab=money'
  })
  await expect(page.getByRole('heading', { name: 'Nobody is paid in money' })).toBeVisible()
  await look('Paid in money: nobody')

  await app.importFile(await file('agreements.json', JSON.stringify(agreements)))
  await app.importFile(
    await file('january.csv', 'hotspot,amount,token,date\nmast-1,60,HNT,2026-01-15\nmast-2,40,HNT,2026-01-15\n'),
  )
  await app.goTo('Coop')
  await page.getByRole('button', { name: 'Change Ada' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('combobox', { name: 'Paid in' }).click()
  await page.getByRole('option', { name: /^Money/ }).click()
  await expect(drawer.getByText('Still needed: Give the IBAN of the account.')).toBeVisible()
  await expect(drawer.getByRole('textbox', { name: 'IBAN' })).not.toHaveAttribute('aria-invalid', 'true')
  await drawer.getByRole('textbox', { name: 'IBAN' }).fill('PL61 1090 1014 0000 0712 1981 2875')
  await drawer.getByRole('textbox', { name: 'BIC' }).focus()
  await expect(drawer.getByRole('textbox', { name: 'IBAN' })).toHaveAttribute('aria-invalid', 'true')
  await expect(drawer.getByRole('button', { name: 'Save member' })).toBeDisabled()
  await drawer.getByRole('textbox', { name: 'IBAN' }).fill('PL61 1090 1014 0000 0712 1981 2874')
  await drawer.getByRole('button', { name: 'Save member' }).click()
  await expect(page.getByRole('row', { name: /^Ada member paid in money/ })).toBeVisible()

  await app.goTo('Split')
  await page.getByRole('button', { name: 'Choose January', exact: true }).click()
  await expect(page.getByText('Members are paid in EUR: state the price of HNT in EUR')).toBeVisible()
  await page.getByRole('button', { name: 'State the price in EUR' }).click()
  await page.getByLabel('EUR for one HNT').fill('2.5')
  await page.getByLabel('Source').fill('exchange, daily close')
  await page.getByRole('button', { name: 'Save price' }).click()
  await expect(page.getByRole('button', { name: 'Go to split' })).toBeEnabled()
  await app.goTo('Coop')
  const split = await new SplitPage(app).split('January')
  expect(verifySplit(split)).toEqual([])
  expect(split.members.find(({ id }) => id === 'ada')).toMatchObject({ paidBy: 'money', paidBaseUnits: '4000000000' })
  await page.getByRole('button', { name: 'Close without paying yet' }).click()
  await expect(page.getByText('This period is closed.')).toBeVisible()

  await app.goTo('Treasury')
  await page.getByRole('tab', { name: 'Paid in money' }).click()
  await look('Paid in money: the account that pays')
  await page.getByRole('textbox', { name: 'Account holder' }).fill('Harbour cooperative')
  await page.getByRole('textbox', { name: 'IBAN', exact: true }).fill('DE89 3704 0044 0532 0130 00')
  await page.getByRole('button', { name: 'Save the account' }).click()
  await expect(page.getByText('40 HNT of 1 member paid in money stay with the cooperative.')).toBeVisible()
  await page.getByRole('button', { name: 'Make the payout of January' }).click()
  await expect(page.getByRole('row', { name: /^Ada PL61 .* 100\.00 EUR .* not seen yet/ })).toBeVisible()

  const { fileName, text } = await app.downloadBy('Save the payments')
  expect(fileName).toBe('January-1.pain.001.xml')
  expect(text).toContain('<InstdAmt Ccy="EUR">100.00</InstdAmt>')
  await page.getByRole('combobox', { name: 'Save for' }).click()
  await page.getByRole('option', { name: 'The payout itself, to verify' }).click()
  const payout = JSON.parse((await app.downloadBy('Save the payments')).text)
  expect(verifyMoneyPayout(payout)).toEqual([])

  const [{ reference }] = payout.rows
  const paid = { direction: 'out' as const, amount: '100.00', on: '2026-02-03', reference, iban: 'PL61109010140000071219812874' }
  const statement = await file('statement.csv', exampleBankCsv([paid]))
  for (const said of [
    /1 booking, of which 1 tell something new of payouts and 0/,
    /of which 0 tell something new of payouts and 1/,
  ]) {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Read a bank statement…' }).click()
    await (await chooser).setFiles(statement)
    await expect(page.getByText(said)).toBeVisible()
  }
  await expect(page.getByRole('row', { name: /^Ada .* paid$/ })).toBeVisible()
  await expect(page.getByText('all paid')).toBeVisible()
  await look('Paid in money: a payout and a statement')
})
