/** The Split screen, step by step. */
import { type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import type { ConsolePage } from './ConsolePage'

export class SplitPage {
  constructor(private readonly console: ConsolePage) {}

  /** Splits the named period and returns the file that the screen saves. `onExplain` runs while the picture is up. */
  async split(periodName: string, onExplain?: () => Promise<void>): Promise<SplitFile> {
    const { page } = this.console
    await this.console.goTo('Split')
    await page.getByRole('button', { name: `Choose ${periodName}`, exact: true }).click()
    await page.getByRole('button', { name: 'Go to split' }).click()
    await page.getByRole('button', { name: /^(Split [\d,]+ rewards|Split again)$/ }).click()
    await page.getByRole('button', { name: 'Explain the split' }).click({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    await onExplain?.()
    await page.getByRole('button', { name: 'Close the period' }).click()
    const { text } = await this.console.downloadBy('Save split file')
    return splitFileSchema.parse(JSON.parse(text))
  }
}
