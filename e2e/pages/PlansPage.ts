/** The Plans screen: a plan over a circle, scenarios, and work orders. */
import type { Page } from '@playwright/test'
import type { ConsolePage } from './ConsolePage'

interface CirclePlan {
  name: string
  lat: number
  lng: number
  radiusKm: number
  reachM: number
  sites: number
  /** For how long at most; the program's own choice where it is left out. */
  searchS?: number
}

export class PlansPage {
  constructor(private readonly console: ConsolePage) {}

  /** Chooses sites in a circle, saves the plan and leaves it open. */
  async planCircle(plan: CirclePlan): Promise<void> {
    const { page } = this.console
    await this.console.goTo('Plans')
    await page.getByRole('link', { name: 'Make a plan' }).first().click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(plan.name)
    await page.getByText('Circle', { exact: true }).click()
    await page.getByLabel('Centre').fill(`${plan.lat}, ${plan.lng}`)
    await page.getByLabel('Radius').fill(String(plan.radiusKm))
    await page.getByRole('button', { name: 'Take this circle' }).click()
    await page.getByLabel('Reach of a hotspot').fill(String(plan.reachM))
    await page.getByLabel('Number of sites').fill(String(plan.sites))
    if (plan.searchS !== undefined) {
      await page.getByRole('button', { name: 'Cells and search' }).press('Enter')
      await page.getByLabel('Search for at most').fill(String(plan.searchS))
    }
    await page.getByRole('button', { name: /^Choose \d+ sites?$/ }).click()
    await this.waitForPlan()
  }

  /** A plan has been chosen and is shown. */
  async waitForPlan(): Promise<void> {
    await this.console.page.getByRole('heading', { name: 'Reached, site by site' }).waitFor({ timeout: 60_000 })
  }

  /** Makes the work order of the first site of the open plan. */
  async makeFirstWorkOrder(): Promise<void> {
    const { page } = this.console
    await page.getByRole('button', { name: 'Make a work order for site 1', exact: true }).click()
    await page.getByRole('button', { name: 'Make a work order for site 1', exact: true }).waitFor({ state: 'detached' })
  }
}

/** Presses Tab until what has this name has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 150; presses++) {
    const focused = await page.evaluate(nameOfFocus)
    if (typeof name === 'string' ? focused === name : name.test(focused)) return
    passed.push(focused)
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}; it passed ${[...new Set(passed)].join(' | ')}`)
}

/** Runs in the page. */
function nameOfFocus(): string {
  const element = document.activeElement
  if (!element) return ''
  const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null
  const label = labels?.[0]?.textContent ?? ''
  return (element.getAttribute('aria-label') ?? (label || element.textContent) ?? '').replace(/\s*\*$/, '').trim()
}
