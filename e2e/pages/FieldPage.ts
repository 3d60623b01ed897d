/** The Field screen: one device from plugged in to a signed record. */
import { type ProvisioningFileV2, provisioningFileV2Schema } from '#core/provisioning/provisioningFile'
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import type { ConsolePage } from './ConsolePage'

export class FieldPage {
  constructor(private readonly console: ConsolePage) {}

  /** Opens the port at a typed path and lets the device say who it is. */
  async identifyAt(path: string, workOrder: string): Promise<void> {
    await this.openAt(path, workOrder)
    await this.console.page.getByRole('button', { name: 'Scan for networks' }).waitFor({ timeout: 30_000 })
  }

  /** Opens the port at a typed path; what comes of it is not waited for. */
  async openAt(path: string, workOrder: string): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Field')
    await page.getByRole('radio', { name: workOrder }).first().check()
    await page.getByRole('button', { name: 'Choose the port' }).click()
    await page.getByRole('radio', { name: 'Another path' }).check()
    await page.getByLabel('Path of the port').fill(path)
    await page.getByRole('button', { name: 'Open and identify' }).click()
  }

  /** Opens the hotspot that is simulated inside the program. */
  async openTrainingHotspot(): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Field')
    await page.getByRole('button', { name: 'Choose the port' }).click()
    await page.getByRole('radio', { name: /Training hotspot/ }).check()
    await page.getByRole('button', { name: 'Open and identify' }).click()
    await page.getByRole('button', { name: 'Scan for networks' }).waitFor({ timeout: 30_000 })
  }

  /** Joins the first secured network that the simulated hotspot hears, and leaves its names alone. */
  async connect(): Promise<void> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Scan for networks' }).click()
    await this.joinWithTrainingPassword()
  }

  /** Joins the chosen network of a scan that is on screen. */
  async joinWithTrainingPassword(): Promise<void> {
    const { page } = this.console
    await page.getByLabel('Wi-Fi password').fill(trainingPassword, { timeout: 30_000 })
    await page.getByRole('button', { name: /^Connect to / }).click()
    await this.keepNames()
  }

  /** From the step of names to the device that says it is connected. */
  async keepNames(): Promise<void> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Keep its name' }).click({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor({ timeout: 60_000 })
  }

  /** Signs what is known, with the position that is offered and without a label, and returns the saved record. */
  async sign(): Promise<ProvisioningFileV2> {
    await this.console.page.getByRole('button', { name: 'Set the position' }).click()
    return this.signFromPosition()
  }

  /** As `sign`, from the step of the position. */
  async signFromPosition(): Promise<ProvisioningFileV2> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Look at the record' }).click()
    const sign = page.getByRole('button', { name: 'Sign record' })
    const isRight = page.getByRole('button', { name: 'It is right, go on', disabled: false })
    await sign.or(isRight).waitFor()
    // Something is odd about the place, such as a neighbour.
    if (await isRight.isVisible()) await isRight.click()
    await sign.click()
    await page.getByRole('button', { name: 'Without a label' }).click()
    await page
      .getByRole('status')
      .filter({ hasText: /ecord saved/ })
      .waitFor()
    return this.saveRecord()
  }

  /** The record of the device that was just signed. */
  async saveRecord(): Promise<ProvisioningFileV2> {
    const { text } = await this.console.downloadBy('Save record')
    return provisioningFileV2Schema.parse(JSON.parse(text))
  }

  /** The next device, with nothing taken over. */
  async nextDevice(): Promise<void> {
    await this.console.page.getByRole('button', { name: 'Next device', exact: true }).click()
  }
}
