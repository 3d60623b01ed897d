/** Every view of the console, brought up one after the other, so that a check can be made of each. */
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import type { ConsolePage, ScreenName } from './ConsolePage'
import { FieldPage } from './FieldPage'
import { PayPage } from './PayPage'
import { SplitPage } from './SplitPage'

/** Called with the view's name once the view is up. */
export type Look = (view: string) => Promise<void>

/** What a fresh installation shows. */
export async function visitEmptyScreens(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: 'Try the demo cooperative' }).waitFor()
  await look('Today: start')
  for (const screen of ['Map', 'Fleet', 'Plans', 'Split', 'Pay', 'Coop'] satisfies ScreenName[]) {
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
  await page.goto(`${new URL(page.url()).origin}/#/nowhere`)
  await page.getByRole('heading', { name: 'There is no such screen' }).waitFor()
  await look('No such screen')
}

/** Needs the demo cooperative. */
export async function visitRecords(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  await app.goTo('Today')
  await look('Today')
  await app.goTo('Coop')
  await look('Coop')
  await app.goTo('Map')
  await page.getByRole('complementary', { name: 'Layers' }).waitFor()
  await look('Map')
  await goToHash(app, '/map?hotspot=demo-0001')
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
  await goToHash(app, '/fleet?hotspot=demo-0001')
  await page.getByRole('button', { name: 'Close the details' }).waitFor()
  await look('Fleet: hotspot')
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
    await page.getByRole('button', { name: part }).click()
  }
  await page.getByLabel('Search for at most').waitFor()
  await look('New plan: everything open')
}

/** The field has themes of its own, whatever the system's; the button brings the next, and after the last the first. */
async function inEveryTheme({ page }: ConsolePage, look: Look, view: string): Promise<void> {
  const button = page.getByRole('button', { name: /^Theme: / })
  for (const theme of ['dark', 'light', 'high contrast']) {
    await page.getByRole('button', { name: `Theme: ${theme}`, exact: true }).waitFor()
    await look(`${view}, ${theme}`)
    await button.click()
  }
}

/** Field, with the training hotspot inside the program. */
export async function visitField(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  const field = new FieldPage(app)
  await app.goTo('Field')
  await look('Field: work order')
  await page.getByRole('button', { name: 'Who are you?' }).click()
  await page.getByLabel('Your name').fill('Ada Roofer')
  await look('Field: technician')
  await page.getByRole('button', { name: 'I am Ada Roofer' }).click()
  await page.getByRole('button', { name: 'Choose the port' }).click()
  await page.getByRole('radio', { name: 'Another path' }).waitFor()
  await inEveryTheme(app, look, 'Field: port')
  await page.getByRole('radio', { name: 'Another path' }).check()
  await page.getByLabel('Path of the port').fill('/dev/ttyNotThere')
  await page.getByRole('button', { name: /Protocol: found out/ }).click()
  await page.getByRole('button', { name: 'Open and identify' }).click()
  await page.getByRole('alert').waitFor()
  await look('Field: no such port')
  await page.getByRole('radio', { name: /Training hotspot/ }).check()
  await page.getByRole('button', { name: 'Open and identify' }).click()
  await page.getByRole('button', { name: 'Scan for networks' }).waitFor()
  await look('Field: identified')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByLabel('Wi-Fi password').waitFor()
  await look('Field: networks')
  await page.getByLabel('Wi-Fi password').fill('not the password')
  await page.getByRole('button', { name: /^Connect to / }).click()
  await page.getByRole('alert').waitFor()
  await inEveryTheme(app, look, 'Field: wrong password')
  await page.getByLabel('Wi-Fi password').fill(trainingPassword)
  await page.getByRole('button', { name: /^Connect to / }).click()
  await page.getByRole('button', { name: 'Keep its name' }).waitFor()
  await look('Field: names')
  await field.keepNames()
  await look('Field: connected')
  await page.getByRole('button', { name: 'Set the position' }).click()
  await page.getByRole('radio', { name: 'Type it' }).check()
  await look('Field: position')
  await visitPlaces(app, look)
  await page.getByRole('radio', { name: 'No position' }).check()
  await page.getByRole('button', { name: 'Look at the record' }).click()
  await page.getByRole('button', { name: 'Sign record' }).waitFor()
  await inEveryTheme(app, look, 'Field: record')
  await page.getByRole('button', { name: 'Sign record' }).click()
  await page.getByRole('button', { name: 'Without a label' }).waitFor()
  await look('Field: label')
  await page.getByRole('button', { name: 'Without a label' }).click()
  await page.getByText('In service, record saved').waitFor()
  await inEveryTheme(app, look, 'Field: outcome')
  await page.getByRole('button', { name: 'Next device with the same settings' }).click()
  await page.getByRole('heading', { name: 'Today: 1 device' }).waitFor()
  await look('Field: after one device')
}

/** Every way to a position, and back to the choice of one. */
async function visitPlaces({ page }: ConsolePage, look: Look): Promise<void> {
  const back = page.getByRole('button', { name: 'Back', exact: true })
  await page.getByLabel('Latitude and longitude').fill('0, 0')
  await page.getByRole('button', { name: 'Look at the record' }).click()
  await page.getByRole('heading', { name: 'Is this the right place?' }).waitFor()
  await look('Field: odd place')
  await back.click()
  await page.getByRole('radio', { name: 'Satellite receiver' }).check()
  await page.getByRole('button', { name: 'Choose the receiver' }).click()
  await page.getByRole('radio', { name: /Training satellite receiver/ }).check()
  await look('Field: receivers')
  await page.getByLabel('Average').selectOption('300')
  await page.getByRole('button', { name: 'Start receiving' }).click()
  const enough = page.getByRole('button', { name: /^Good enough: use / })
  await enough.waitFor()
  await look('Field: measuring')
  await enough.click()
  await page.getByRole('button', { name: 'Use this position' }).waitFor()
  await look('Field: measured')
  await back.click()
  await back.click()
  await page.getByRole('radio', { name: 'Map' }).check()
  await page.getByRole('button', { name: 'Open the map' }).click()
  await page.getByTestId('place').waitFor()
  await look('Field: map')
  await back.click()
}

/** Split and Pay. Needs the demo cooperative and the simulated Ledger. */
export async function visitMoney(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  const epoch = 'Demo epoch 2026-10'
  await app.goTo('Split')
  await look('Split: periods')
  await page.getByRole('button', { name: `Choose ${epoch}`, exact: true }).click()
  await page.getByRole('button', { name: 'Go to split' }).waitFor()
  await look('Split: check')
  await page.getByRole('button', { name: 'Add agreement' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Split: new agreement')
  await closeLayer(app)
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.getByRole('dialog').waitFor()
  await look('Split: new member')
  await closeLayer(app)
  // Leaving the screen puts its steps back to the first.
  await app.goTo('Today')
  await new SplitPage(app).split(epoch, () => look('Split: explain'))
  await look('Split: close')

  const pay = new PayPage(app)
  await pay.prepareOnly(epoch)
  await look('Pay: prepared')
  await page.getByRole('button', { name: 'Take a second look' }).click()
  await page.getByRole('button', { name: 'Go to signing' }).waitFor()
  await look('Pay: second look')
  await page.getByRole('button', { name: 'Go to signing' }).click()
  await page.getByRole('heading', { name: 'What the Ledger shows' }).waitFor()
  await look('Pay: sign')
  await page.getByRole('button', { name: 'Show address' }).click()
  await page.getByText('This Ledger signs as').waitFor()
  await look('Pay: address')
  await pay.sign()
  await look('Pay: signed')
  await page.getByRole('button', { name: 'Back to payouts' }).click()
  await page
    .getByRole('button', { name: /^Save payout file of / })
    .first()
    .waitFor()
  await look('Pay: payouts')
}

/** Settings, and everything that lies over a screen. Needs a record. */
export async function visitLayers(app: ConsolePage, look: Look): Promise<void> {
  const { page } = app
  await app.goTo('Settings')
  for (const tab of [
    'Cooperative and key',
    'Backups',
    'Journal',
    'Networks',
    'Data layers',
    'Radio profiles',
    'Devices',
    'About',
  ]) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('tabpanel').locator('*').first().waitFor()
    await look(`Settings: ${tab}`)
  }
  await page.getByRole('tab', { name: 'Radio profiles' }).click()
  await page.getByRole('button', { name: 'Actions for LoRaWAN 868 (Europe)' }).click()
  await page.getByRole('menuitem', { name: 'Copy and edit' }).click()
  await page.getByRole('dialog').waitFor()
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

async function closeLayer({ page }: ConsolePage): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function goToHash({ page }: ConsolePage, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = `#${to}`
  }, path)
}
