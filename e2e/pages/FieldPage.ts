/** The Field screen: one device from plugged in to a signed record. */
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import { type ProvisioningFile, provisioningFileSchema } from '#core/provisioning/provisioningFile'
import type { ConsolePage } from './ConsolePage'

export class FieldPage {
  constructor(private readonly console: ConsolePage) {}

  /** Opens the port at a typed path and lets the device say who it is. */
  async identifyAt(path: string, workOrder: string): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Field')
    await page.getByRole('radio', { name: workOrder }).first().check()
    await page.getByRole('button', { name: 'Choose the port' }).click()
    await page.getByRole('radio', { name: 'Another path' }).check()
    await page.getByLabel('Path of the port').fill(path)
    await page.getByRole('button', { name: 'Open and identify' }).click()
    await page.getByRole('button', { name: 'Scan for networks' }).waitFor({ timeout: 30_000 })
  }

  /** Opens the hotspot that is simulated inside the program. */
  async openTrainingHotspot(): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Field')
    await page.getByRole('button', { name: 'Choose the port' }).click()
    await page.getByRole('radio', { name: /TRAINING/ }).check()
    await page.getByRole('button', { name: 'Open and identify' }).click()
    await page.getByRole('button', { name: 'Scan for networks' }).waitFor({ timeout: 30_000 })
  }

  /** Joins the first secured network that the simulated hotspot hears. */
  async connect(): Promise<void> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Scan for networks' }).click()
    await this.joinWithTrainingPassword()
  }

  /** Joins the chosen network of a scan that is on screen. */
  async joinWithTrainingPassword(): Promise<void> {
    const { page } = this.console
    await page.getByLabel('Wi-Fi password').first().fill(trainingPassword, { timeout: 30_000 })
    await page.getByRole('button', { name: /^Connect to / }).click()
    await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor({ timeout: 60_000 })
  }

  /** Signs what is known, with the position of the work order, and returns the saved record. */
  async sign(): Promise<ProvisioningFile> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Set the position' }).click()
    await page.getByRole('button', { name: 'Look at the record' }).click()
    await page.getByRole('button', { name: 'Sign record' }).click()
    await page.getByText('In service, record saved').waitFor()
    const { text } = await this.console.downloadBy('Save record')
    return provisioningFileSchema.parse(JSON.parse(text))
  }
}
