/** Every view of splitting, payouts and the treasury: the part of `everyView` that goes with money. */
import type { ConsolePage } from './ConsolePage'
import { closeLayer, goToHash, type Look } from './everyView'
import { PayPage } from './PayPage'
import { SplitPage } from './SplitPage'
import { EXAMPLE_SAFE, TreasuryPage } from './TreasuryPage'

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

  const pay = new PayPage(app)
  await app.goTo('Treasury')
  await look('Payouts: no treasury')
  await pay.addTreasury('MAST')
  await look('Payouts: empty')
  await page.getByRole('tab', { name: 'Accounts' }).click()
  await page.getByRole('button', { name: 'Nodes' }).click()
  await page.getByRole('dialog', { name: 'Nodes of this machine' }).waitFor()
  await look('Accounts: nodes')
  await closeLayer(app)
  await page.getByRole('tab', { name: 'Payouts' }).click()
  await page.getByRole('link', { name: 'New payout' }).click()
  await page.getByRole('button', { name: 'Prepare payout' }).waitFor()
  await look('Payouts: new')
  await page.getByRole('button', { name: 'Prepare payout' }).click()
  await page.getByRole('alert').waitFor()
  await look('Payouts: without a nonce')
  await pay.prepareOnly(period)
  await look('Payout: drafted')
  for (const tab of [/^Payees/, /^Second look$/, /^What became of it$/]) {
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

/** The treasury's accounts and address book. Needs the demo cooperative. */
export async function visitTreasury(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  const treasury = new TreasuryPage(app)
  await app.goTo('Treasury')
  await page.getByRole('tab', { name: 'Accounts' }).click()
  await page.getByRole('button', { name: 'Add a chain' }).click()
  await page.getByRole('dialog', { name: 'New chain' }).waitFor()
  await look('Treasury: new chain')
  await closeLayer(app)
  await treasury.addChain('Base')
  await page.getByRole('button', { name: 'Add a token' }).click()
  await page.getByLabel('Contract').fill('0x70997970c51812dc3a010c7d01b50e0d17dc79c8')
  await look('Treasury: a token without its checksum')
  await closeLayer(app)
  await treasury.addToken('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', 'HNT', '8')
  await treasury.addSafe(EXAMPLE_SAFE, () => look('Treasury: new Safe'))
  await look('Treasury: accounts')
  await goToHash(app, '/treasury?tab=book')
  await page.getByRole('table', { name: 'Address book' }).waitFor()
  await look('Treasury: address book')
}
