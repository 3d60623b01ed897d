/** The treasury's payouts with the simulated Ledger on a practice chain, from a split to a signed payout. */
import { type ConfirmationFile, confirmationFileSchema } from '#core/treasury/model/confirmationFile'
import { type PayoutFileV4, type PayoutMethod, payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import type { ConsolePage } from './ConsolePage'
import { TreasuryPage, type TypedSafe } from './TreasuryPage'

/** Of the simulated Ledger, at the path that is offered first. */
export const SIMULATED_ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'

/** Where no contract is: enough for what is done without a network. */
export const NOWHERE = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const PRACTICE_SAFE: TypedSafe = {
  name: 'Practice Safe',
  address: '0x841b3ffB824fc319Ae5B20eD846a10204a3c3339',
  owners: [{ address: SIMULATED_ADDRESS, name: 'Simulated', path: "44'/60'/0'/0/0" }],
  threshold: '1',
}

export interface SignedPayout {
  payout: PayoutFileV4
  /** Of the first transaction. */
  confirmation: ConfirmationFile
}

export class PayPage {
  constructor(private readonly console: ConsolePage) {}

  /** Prepares, looks again and proposes the payout of a split, up to the page where it is signed. */
  async prepare(periodName: string, symbol = 'MAST'): Promise<void> {
    const { page } = this.console
    await this.prepareOnly(periodName, symbol)
    await this.propose()
    await page.getByRole('link', { name: 'Sign on a Ledger' }).click()
    await page.getByRole('heading', { name: 'What the Ledger shows' }).waitFor()
  }

  /** Adds a practice Safe that the simulated Ledger owns, and a token; both are nowhere, unless it is said where they are. */
  async addTreasury(
    symbol: string,
    { token = NOWHERE, safe = {}, onFilled }: { token?: string; safe?: Partial<TypedSafe>; onFilled?: () => Promise<void> } = {},
  ): Promise<void> {
    const { page } = this.console
    await page.getByRole('tab', { name: 'Accounts' }).click()
    const treasury = new TreasuryPage(this.console)
    await treasury.addChain('Development chain')
    await treasury.addToken(token, symbol, '18')
    await treasury.addSafe({ ...PRACTICE_SAFE, ...safe }, onFilled)
    await page.getByRole('tab', { name: 'Payouts' }).click()
  }

  /** Prepares the payout of a split and keeps it as a draft. @param method the recommended one without it */
  async prepareOnly(periodName: string, symbol = 'MAST', method?: PayoutMethod): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Treasury')
    const begin = page.getByRole('link', { name: 'New payout' })
    await begin
      .or(page.getByRole('link', { name: 'Add a treasury and a token' }))
      .first()
      .waitFor()
    if (!(await begin.isVisible())) await this.addTreasury(symbol)
    await begin.click()
    await page.getByLabel('Split', { exact: true }).selectOption({ label: periodName })
    if (method) await page.getByLabel('Method', { exact: true }).selectOption(method)
    await page.getByLabel('Next nonce of the Safe').fill('0')
    await page.getByRole('checkbox', { name: /^This is the first payout of all/ }).check()
    await page.getByRole('button', { name: 'Prepare payout' }).click()
    await page.getByRole('button', { name: 'Keep as a draft' }).click({ timeout: 60_000 })
    await page.getByRole('heading', { name: /^Next: / }).waitFor({ timeout: 60_000 })
  }

  async propose(): Promise<void> {
    const { page } = this.console
    await page.getByRole('tab', { name: 'Second look' }).click()
    await page.getByText('It holds').waitFor({ timeout: 60_000 })
    await page.getByLabel('Your name').fill('Ada')
    await page.getByRole('checkbox', { name: /^I have looked at/ }).check()
    await page.getByRole('button', { name: 'Propose it for signing' }).click()
    await page.getByRole('link', { name: 'Sign on a Ledger' }).waitFor()
  }

  /** Gives the first of two signatures on the page of the only transaction. */
  async signFirst(): Promise<void> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByText('1 of 2 signatures given.').waitFor()
  }

  /** Opens a payout that came from another laptop, signs it as the owner who has not signed, and goes back to it. */
  async countersign(periodName: string): Promise<void> {
    const { page } = this.console
    await this.open(periodName)
    await page.getByRole('link', { name: 'Sign on a Ledger' }).click()
    await page.getByText('1 of 2 signatures given.').waitFor()
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByText('This transaction has all the signatures that it needs.').waitFor()
    await page.getByRole('link', { name: 'Back to the payout' }).click()
  }

  async open(periodName: string): Promise<void> {
    await this.console.goTo('Treasury')
    await this.console.page.getByRole('table', { name: 'Payouts' }).getByRole('link', { name: periodName }).click()
    await this.console.page.getByRole('heading', { name: /^Next: / }).waitFor()
  }

  /** Signs every transaction on the device that is offered, which must be the simulated one, and returns the saved files. */
  async sign(): Promise<SignedPayout> {
    const { page } = this.console
    await page.getByText('TRAINING', { exact: true }).first().waitFor()
    for (;;) {
      await page.getByRole('button', { name: 'Sign on Ledger' }).click()
      await page.getByText('This transaction has all the signatures that it needs.').waitFor({ timeout: 60_000 })
      const next = page.getByRole('link', { name: /^Sign transaction \d+$/ })
      if (!(await next.isVisible())) break
      await next.click()
      await page.getByText('This transaction has all the signatures that it needs.').waitFor({ state: 'detached' })
    }
    await page.getByRole('link', { name: 'Back to the payout' }).click()
    const payout = await this.console.downloadBy('Save payout file')
    const confirmation = await this.console.downloadBy('Save confirmation')
    return {
      payout: payoutFileV4Schema.parse(JSON.parse(payout.text)),
      confirmation: confirmationFileSchema.parse(JSON.parse(confirmation.text)),
    }
  }
}
