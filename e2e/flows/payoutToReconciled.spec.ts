/** A payout on a real development chain: from a split, by a Safe whose owner is the simulated Ledger, to the last payee. */
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { openChainBed } from '#main/chain/testing/chainBed'
import { deployToken } from '#main/chain/testing/openZeppelinToken'
import { createSafe, deploySafeContracts } from '#main/chain/testing/safeContracts'
import { PayPage, SIMULATED_ADDRESS } from '../pages/PayPage'
import { SplitPage } from '../pages/SplitPage'
import { expect, test } from './consoleTest'

const PERIOD = 'Demo period 2026-10'

test('a Safe pays a period: snapshot, simulation, signature, sending, and every payee to the unit', async ({ app }) => {
  const bed = await openChainBed()
  try {
    const contracts = await deploySafeContracts(bed, '1.4.1')
    const address = await createSafe(bed, contracts, { owners: [SIMULATED_ADDRESS], threshold: 1 })
    const token = await deployToken(bed, { symbol: 'MAST', supplyBaseUnits: 10n ** 27n, holder: address })
    const { page } = app
    await app.loadDemo()
    await new SplitPage(app).split(PERIOD)

    const pay = new PayPage(app)
    await app.goTo('Treasury')
    await pay.addTreasury('MAST', {
      token,
      safe: { address },
    })
    await page.getByRole('tab', { name: 'Accounts' }).click()
    await page.getByRole('button', { name: 'Nodes' }).click()
    const nodes = page.getByRole('dialog', { name: 'Nodes of this machine' })
    await nodes.getByLabel('Address of the node').fill(bed.anvil.url)
    await nodes.getByRole('button', { name: 'Add node' }).click()
    await expect(nodes.getByRole('table', { name: 'Nodes' })).toContainText('127.0.0.1')
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Compare with the chain now' }).click()
    await expect(page.getByText('Practice Safe is on the chain as it was typed')).toBeVisible()
    await expect(page.getByText('MAST is on the chain as it was typed')).toBeVisible()
    await page.getByRole('tab', { name: 'Payouts' }).click()

    await page.getByRole('link', { name: 'New payout' }).click()
    await page.getByLabel('Who pays the gas').fill(bed.account(0).address)
    await page.getByRole('button', { name: 'Take a snapshot' }).click()
    await expect(page.getByLabel('Next nonce of the Safe')).toHaveValue('0')
    await page.getByRole('checkbox', { name: /^This is the first payout of all/ }).check()
    await page.getByRole('button', { name: 'Prepare payout' }).click()
    const small = page.getByRole('group', { name: 'New addresses' }).getByRole('checkbox', { name: 'All of them' })
    await small.check()
    await expect(page.getByLabel('Conservation')).toContainText('+ rest at new addresses')
    await small.uncheck()
    await expect(page.getByLabel('Conservation')).not.toContainText('rest at new addresses')
    await page.getByRole('button', { name: 'Try it without sending' }).click()
    await expect(page.getByText('Every payment would arrive, as the chain is now')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Keep as a draft' }).click()
    await page.getByRole('heading', { name: /^Next: / }).waitFor()
    await pay.propose()
    await page.getByRole('link', { name: 'Sign on a Ledger' }).click()
    const { payout } = await pay.sign()
    expect(await verifyPayoutV4(payout)).toEqual([])

    await page.getByLabel('Who sends and pays the gas').selectOption('An account of the practice node')
    await page.getByLabel('Account of the node').fill(bed.account(0).address)
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByRole('button', { name: 'Compare with the chain' }).waitFor({ timeout: 60_000 })
    await bed.mine(20)
    await page.getByRole('button', { name: 'Compare with the chain' }).click()
    await expect(page.getByText('Everybody is paid, to the unit')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('tab', { name: /^Payees/ }).click()
    await expect(page.getByRole('group', { name: 'Payees' }).getByText('Paid', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('group', { name: 'Payees' }).getByText('Not seen')).toHaveCount(0)
    await page.getByRole('link', { name: 'All payouts' }).click()
    await expect(page.getByRole('row').filter({ hasText: PERIOD })).toContainText('Reconciled')
  } finally {
    await bed.stop()
  }
})
