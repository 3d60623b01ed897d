/** Every view of the field, one step after the other: the part of `everyView` that is a walk of its own. */
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import type { ConsolePage } from './ConsolePage'
import type { Look } from './everyView'
import { FieldPage } from './FieldPage'

/** The field has themes of its own, whatever the system's; the button brings the next, and after the last the first. */
async function inEveryTheme({ page }: ConsolePage, look: Look, view: string): Promise<void> {
  const button = page.getByRole('button', { name: /^Theme: / })
  for (const theme of ['dark', 'light', 'high contrast']) {
    await page.getByRole('button', { name: `Theme: ${theme}`, exact: true }).waitFor()
    await look(`${view}, ${theme}`, theme === 'dark' ? 'everything' : 'colours')
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
