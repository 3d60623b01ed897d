/** The Pay screen with the simulated Ledger, from a split to a signed payout. */
import { type PayoutFile, payoutFileSchema } from '#core/payout/payoutFile'
import type { ConsolePage } from './ConsolePage'

export class PayPage {
  constructor(private readonly console: ConsolePage) {}

  /** Prepares and verifies the payout of a split, up to the page where it is signed. */
  async prepare(periodName: string): Promise<void> {
    const { page } = this.console
    await this.prepareOnly(periodName)
    await page.getByRole('button', { name: 'Take a second look' }).click()
    await page.getByRole('button', { name: 'Go to signing' }).click({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'What the Ledger shows' }).waitFor()
  }

  /** Prepares the payout of a split and stays on it. */
  async prepareOnly(periodName: string): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Pay')
    await page
      .getByRole('combobox', { name: 'Split' })
      .or(page.getByRole('textbox', { name: 'Split' }))
      .first()
      .click()
    await page.getByRole('option', { name: periodName, exact: true }).click()
    await page.getByRole('button', { name: 'Prepare payout' }).click()
    await page.getByRole('button', { name: 'Take a second look' }).waitFor({ timeout: 60_000 })
  }

  /** Signs on the device that is offered, which must be the simulated one, and returns the saved file. */
  async sign(): Promise<PayoutFile> {
    const { page } = this.console
    await page.getByText('TRAINING', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Sign on Ledger' }).click()
    await page.getByRole('heading', { name: 'Signed', exact: true }).waitFor({ timeout: 60_000 })
    const { text } = await this.console.downloadBy('Save payout file')
    return payoutFileSchema.parse(JSON.parse(text))
  }
}
