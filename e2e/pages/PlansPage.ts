/** The Plans screen: a plan over a circle, and work orders from it. */
import type { ConsolePage } from './ConsolePage'

interface CirclePlan {
  name: string
  lat: number
  lng: number
  radiusKm: number
  reachM: number
  sites: number
}

export class PlansPage {
  constructor(private readonly console: ConsolePage) {}

  /** Chooses sites in a circle, saves the plan and leaves it open. */
  async planCircle(plan: CirclePlan): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Plans')
    await page.getByRole('link', { name: 'Make a plan' }).first().click()
    await page.getByLabel('Name').fill(plan.name)
    await page.getByText('Circle', { exact: true }).click()
    await page.getByLabel('Centre').fill(`${plan.lat}, ${plan.lng}`)
    await page.getByLabel('Radius').fill(String(plan.radiusKm))
    await page.getByRole('button', { name: 'Take this circle' }).click()
    await page.getByLabel('Reach of a hotspot').fill(String(plan.reachM))
    await page.getByLabel('Number of sites').fill(String(plan.sites))
    await page.getByRole('button', { name: /^Choose \d+ sites?$/ }).click()
    await page.getByRole('heading', { name: 'Reached, site by site' }).waitFor({ timeout: 60_000 })
  }

  /** Makes the work order of the first site of the open plan. */
  async makeFirstWorkOrder(): Promise<void> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Make a work order for site 1', exact: true }).click()
    await page.getByRole('button', { name: 'Make a work order for site 1', exact: true }).waitFor({ state: 'detached' })
  }
}
