/**
 * Views of splitting, payouts and the treasury: the part of `everyView` that goes with money. What needs a chain or a closed
 * period is looked at in the flow that has one: payoutToReconciled, bank.
 */
import type { ConsolePage } from './ConsolePage'
import { closeLayer, type Look } from './everyView'
import { NOWHERE, PayPage, SIMULATED_ADDRESS } from './PayPage'
import { SplitPage } from './SplitPage'

/** Split and payouts. Needs the demo cooperative and the simulated Ledger. */
export async function visitMoney(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  const period = 'Demo period 2026-10'
  await app.goTo('Split')
  await look('Split: periods')
  await page.getByRole('button', { name: `Choose ${period}`, exact: true }).click()
  await page.getByRole('button', { name: 'Go to split' }).waitFor()
  await look('Split: check')
  await page.getByRole('button', { name: 'Add agreement' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Split: new agreement')
  await closeLayer(app)
  await page.getByRole('button', { name: 'Edit agreement Host 1', exact: true }).click()
  await page.getByRole('table', { name: 'Flow of this agreement' }).waitFor()
  await look('Split: agreement')
  await page.getByRole('button', { name: 'Add a stage' }).click()
  await page.getByRole('menuitem', { name: /^Until recouped/ }).click()
  await look('Split: agreement with a stage that is not complete')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'New from template' }).click()
  await page.getByRole('button', { name: /^Investor until recouped/ }).click()
  await page.getByText('One for each group').click()
  await page
    .getByRole('button', { name: /^All \d+$/ })
    .first()
    .click()
  await look('Split: agreements from a template')
  await closeLayer(app)
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Split: new member')
  await closeLayer(app)
  // Leaving the screen puts its steps back to the first.
  await app.goTo('Today')
  await new SplitPage(app).split(period, async () => {
    await look('Split: explain')
    await page.getByRole('button', { name: /^Why / }).first().click()
    await look('Split: why a member gets it')
  })
  await look('Split: close')
  await visitPayouts(app, look, period)
}

/** The treasury's accounts and address book, and a payout with proofs up to its signature. */
async function visitPayouts(app: ConsolePage, look: Look, period: string): Promise<void> {
  const { page } = app
  const pay = new PayPage(app)
  await app.goTo('Treasury')
  await look('Payouts: no treasury')
  await page.getByRole('tab', { name: 'Accounts' }).click()
  await page.getByRole('button', { name: 'Add a chain' }).click()
  await page.getByRole('dialog', { name: 'New chain' }).waitFor()
  await look('Treasury: new chain')
  await closeLayer(app)
  await pay.addTreasury('MAST', {
    safe: { distributor: { address: SIMULATED_ADDRESS, tokenAddress: NOWHERE } },
    onFilled: () => look('Treasury: new Safe'),
  })
  await look('Payouts: empty')
  await page.getByRole('tab', { name: 'Accounts' }).click()
  await page.getByRole('button', { name: 'Nodes' }).click()
  await page.getByRole('dialog', { name: 'Nodes of this machine' }).waitFor()
  await look('Accounts: nodes')
  await closeLayer(app)
  await look('Treasury: accounts')
  await page.getByRole('button', { name: 'Add a token' }).click()
  await page.getByRole('textbox', { name: 'Contract' }).fill(NOWHERE.toLowerCase())
  await look('Treasury: a token without its checksum')
  await closeLayer(app)
  await page.getByRole('tab', { name: 'Address book' }).click()
  await page.getByRole('table', { name: 'Address book' }).waitFor()
  await look('Treasury: address book')
  await page.getByRole('tab', { name: 'Payouts' }).click()
  await page.getByRole('link', { name: 'New payout' }).click()
  await page.getByLabel('Method', { exact: true }).selectOption('merkle')
  await look('Payouts: new')
  await page.getByRole('button', { name: 'Prepare payout' }).click()
  await page.getByRole('alert').waitFor()
  await look('Payouts: without a nonce')
  await pay.prepareOnly(period, 'MAST', 'merkle')
  await look('Payout: drafted')
  for (const tab of [/^Payees/, /^Second look$/, /^Proofs for members$/, /^What became of it$/]) {
    await page.getByRole('tab', { name: tab }).click()
    await look(`Payout: ${tab.source.replace(/[$^]/g, '')}`)
  }
  await pay.propose()
  await look('Payout: proposed')
  await page.getByRole('button', { name: 'Make it void' }).click()
  await page.getByRole('dialog', { name: 'Make the payout void' }).waitFor()
  await look('Payout: made void')
  await closeLayer(app)
  await page.getByRole('link', { name: 'Sign on a Ledger' }).click()
  await page.getByRole('heading', { name: 'What the Ledger shows' }).waitFor()
  await look('Payout: sign')
  await page.getByRole('button', { name: 'Show address' }).click()
  await page.getByText('This Ledger signs as').waitFor()
  await look('Payout: address')
  await pay.sign()
  await look('Payout: signed')
  await page.getByRole('link', { name: 'All payouts' }).click()
  await page.getByRole('table', { name: 'Payouts' }).waitFor()
  await look('Payouts')
}
