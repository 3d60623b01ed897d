/** Every view of the console, brought up one after the other, so that a check can be made of each. */
import { expect } from '@playwright/test'
import type { ConsolePage, ScreenName } from './ConsolePage'
import { SyncPage } from './SyncPage'

/** Called with the view's name once the view is up; `colours` where nothing but colours is new since the last call. */
export type Look = (view: string, part?: 'everything' | 'colours') => Promise<void>

/** What a fresh installation shows. */
export async function visitEmptyScreens(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: 'Try the demo cooperative' }).waitFor()
  await look('Today: start')
  for (const screen of ['Map', 'Fleet', 'Plans', 'Split', 'Treasury', 'Sync', 'Coop'] satisfies ScreenName[]) {
    await app.goTo(screen)
    await look(`${screen}: empty`)
  }
  await page.getByRole('button', { name: 'Add a member' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Coop: new member')
  await closeLayer(app)
  await page.getByRole('button', { name: 'Add a goal' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Coop: new goal')
  await closeLayer(app)
  await page.evaluate(() => {
    window.location.hash = '#/nowhere'
  })
  await page.getByRole('heading', { name: 'There is no such screen' }).waitFor()
  await look('No such screen')
}

/** What is seen of syncing once this laptop has founded a cooperative. Needs records without one. */
export async function visitCooperative(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  const sync = new SyncPage(app)
  await sync.open('Places')
  await look('Sync: how to begin')
  await sync.found('Harbour Mesh')
  await look('Sync: Places')
  await sync.open('Laptops')
  await page.getByRole('button', { name: 'Change This installation' }).waitFor()
  await look('Sync: Laptops')
  await page.getByRole('button', { name: 'Change This installation' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Sync: change a laptop')
  await page.keyboard.press('Escape')
}

/** Needs the demo cooperative. */
export async function visitRecords(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  await app.goTo('Today')
  await look('Today')
  await app.goTo('Coop')
  await look('Coop')
  await app.goTo('Sync')
  for (const tab of ['Needs you', 'To send', 'Laptops', 'What travels']) {
    await page.getByRole('tab', { name: tab }).click()
    await look(`Sync: ${tab}`)
  }
  await app.goTo('Map')
  await page.getByRole('complementary', { name: 'Layers' }).waitFor()
  await look('Map')
  await goToHash(app, '/map?hotspot=demo-mesh%3Ademo-0001')
  await page.getByRole('complementary', { name: 'Chosen hotspot' }).waitFor()
  await look('Map: hotspot')
  await page.getByRole('checkbox', { name: 'Coverage' }).check()
  await page.getByText(/covered by 400 hotspots/).waitFor({ timeout: 60_000 })
  await look('Map: coverage')
  await goToHash(app, '/map?cell=891e2e6b123ffff')
  await page.getByRole('region', { name: 'Coverage of this cell' }).waitFor()
  await look('Map: covered cell')
  await page.getByRole('button', { name: 'Time slider' }).click()
  await page.getByTestId('time-slider').waitFor()
  await look('Map: history')
  await page.getByRole('button', { name: 'Time slider' }).click()
  await page.getByRole('button', { name: 'Terrain profile between two points' }).click()
  await page.getByRole('region', { name: 'Terrain profile' }).waitFor()
  await look('Map: terrain profile')
  await page.getByRole('button', { name: 'Close terrain profile' }).click()
  await page.getByRole('checkbox', { name: 'Coverage' }).uncheck()
  await app.goTo('Fleet')
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await look('Fleet: selection')
  await goToHash(app, '/fleet?hotspot=demo-mesh%3Ademo-0001')
  await page.getByRole('button', { name: 'Close the details' }).waitFor()
  await look('Fleet: hotspot')
  await page.getByRole('button', { name: 'Attach…' }).click()
  await look('Fleet: attaching a file')
  const log = { name: 'setup.log', mimeType: 'text/plain', buffer: Buffer.from('12:00 set up') }
  await page.getByLabel(/^Photos or files of/).setInputFiles(log)
  await page.getByRole('button', { name: 'Open setup.log' }).click()
  await page.getByText('12:00 set up').waitFor()
  await page.getByRole('button', { name: 'Remove…' }).click()
  await look('Fleet: a file')
  await closeLayer(app)
  await app.goTo('Plans')
  await look('Plans')
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { name: 'Reached, site by site' }).waitFor()
  await look('Plan')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await look('Plan: rename')
  await closeLayer(app)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await look('Plan: delete')
  await closeLayer(app)
  await page.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('heading', { name: 'Scenarios side by side' }).waitFor()
  await look('Plan: two scenarios')
  await goToHash(app, '/plans?orders')
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await look('Work orders')
  await page.locator('[data-open]').first().click()
  await page.getByRole('dialog', { name: 'Work order' }).waitFor()
  await look('Work order')
  await closeLayer(app)
  await goToHash(app, '/plans?new')
  await page.getByRole('button', { name: 'Draw on the map' }).click()
  await look('New plan: drawing')
  await page.getByText('Circle', { exact: true }).click()
  await page.getByRole('button', { name: 'Take this circle' }).click()
  await page.getByRole('alert').waitFor()
  await look('New plan: circle without a centre')
  for (const part of ['Demand', 'Budget and costs', 'Where sites may stand', 'Must-have', 'Cells and search']) {
    // By key: a pointer that is let go while the part above still opens is somewhere else.
    await page.getByRole('button', { name: part }).press('Enter')
  }
  await page.getByLabel('Search for at most').waitFor()
  await look('New plan: everything open')
}

/** Settings, and everything that lies over a screen. Needs a record. */
export async function visitLayers(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  await app.goTo('Settings')
  for (const tab of [
    'Cooperative and key',
    'History',
    'Backups',
    'Files by QR',
    'Journal',
    'Networks',
    'Data layers',
    'Radio profiles',
    'Devices',
    'Faults',
    'About',
  ]) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('tabpanel').locator('*').first().waitFor()
    await look(`Settings: ${tab}`)
  }
  await page.getByRole('tab', { name: 'Backups' }).click()
  await page.getByRole('button', { name: 'Save a backup' }).click()
  await page.getByText(/^Saved to your downloads/).waitFor()
  await look('Settings: a backup saved')
  await page.getByRole('tab', { name: 'Files by QR' }).click()
  await page
    .getByRole('tabpanel')
    .locator('input[type="file"]')
    .setInputFiles({ name: 'masts.csv', mimeType: 'text/csv', buffer: Buffer.from('key,lat,lng\nmast-1,50.06,19.94\n') })
  await page.getByRole('img', { name: 'QR codes of masts.csv' }).waitFor()
  await look('Settings: a file as a QR code')
  await closeLayer(app)
  await page.getByRole('button', { name: 'Read a file by camera' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
  await look('Settings: no camera')
  await closeLayer(app)
  await page.getByRole('tab', { name: 'Radio profiles' }).click()
  await page.getByRole('button', { name: 'Actions for LoRaWAN 868 (Europe)' }).click()
  await page.getByRole('menuitem', { name: 'Copy and edit' }).click()
  await page.getByRole('dialog').waitFor()
  // The menu fades behind the dialog.
  await page.getByRole('menu').waitFor({ state: 'hidden' })
  await look('Settings: a radio profile')
  await closeLayer(app)
  await app.goTo('Fleet')
  await page.getByRole('button', { name: 'Import a file' }).click()
  const drawer = page.getByRole('dialog', { name: 'Import a file' })
  await drawer.waitFor()
  await look('Import: choose')
  await drawer.getByLabel('File to import').setInputFiles({
    name: 'masts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('key,lat,lng\nmast-1,50.06,19.94\nmast-2,95.1,19.95\nmast-3,50.07,19.96\n'),
  })
  await drawer.getByRole('button', { name: 'Import 2 hotspots' }).waitFor()
  await look('Import: preview')
  await drawer.getByRole('button', { name: 'Import 2 hotspots' }).click()
  await drawer.getByText('2 hotspots imported', { exact: true }).waitFor()
  await look('Import: done')
  await closeLayer(app)
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Backups' }).click()
  await page.getByRole('button', { name: /^Restore the copy of/ }).click()
  await page.getByRole('button', { name: 'Keep what is here' }).waitFor()
  await look('Settings: what a restore will change')
  await closeLayer(app)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Search' }).waitFor()
  await page
    .getByRole('textbox', { name: 'Search' })
    .or(page.getByRole('searchbox', { name: 'Search' }))
    .first()
    .fill('m')
  await look('Search')
  await closeLayer(app)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await look('Shortcuts')
  await closeLayer(app)
  await page.getByRole('button', { name: /^Appearance: / }).click()
  await page.getByRole('menu').waitFor()
  await look('Appearance')
  await page.keyboard.press('Escape')
}

export async function closeLayer({ page }: ConsolePage): Promise<void> {
  // A list of choices that is open in a form takes the key first.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
}

async function goToHash({ page }: ConsolePage, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = `#${to}`
  }, path)
}
