/** Where a device is: measured with the training receiver, or brought under the cross of a map, by the keyboard alone. */
import type { Page } from '@playwright/test'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import type { ConsolePage } from '../pages/ConsolePage'
import { FieldPage } from '../pages/FieldPage'
import { readRecords } from '../pages/readRecords'
import { expect, test } from './consoleTest'

test('a receiver is averaged; that it is far from the order is shown, and stands in the signed record', async ({ app }) => {
  const { page } = app
  const { keyboard } = page
  const field = await toPosition(app)
  await expect(page.getByRole('radio', { name: /^As in the work order/ })).toBeFocused()
  await keyboard.press('1')
  await expect(page.getByRole('radio', { name: /^Satellite receiver/ })).toBeChecked()
  await keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: /^Training satellite receiver/ })).toBeChecked()
  await page.getByLabel('Average').selectOption({ label: '10 fixes, about 10 seconds' })
  await page.getByRole('button', { name: 'Start receiving' }).press('Enter')

  await expect(page.getByText('Searching for satellites', { exact: false })).toBeVisible()
  const stripe = page.getByRole('status').filter({ hasText: 'TRAINING' })
  await expect(stripe).toContainText('simulated satellite receiver')
  await expect(page.getByText('5 of 10 fixes')).toBeVisible()
  await expect(page.getByRole('img', { name: /^\d+ fixes around their mean: scatter \d\.\d m/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Measured: good' })).toBeVisible()
  // Its port is free again.
  await expect(stripe).not.toContainText('receiver')
  await expect(page.getByRole('button', { name: 'Use this position' })).toBeFocused()
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Is this the right place?' })).toBeVisible()
  const far = page.getByRole('listitem').filter({ hasText: 'from the work order' })
  await expect(far).toContainText('of where the work order wants it')
  await expect(page.getByRole('button', { name: 'It is right, go on' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByText(/^It also says: This is .* of where the work order wants it/)).toBeVisible()

  const { facts } = await signed(page, field)
  expect(facts).toMatchObject({ positionFixed: true, position: { source: 'gnss', fix: { fixes: 10, quality: 'gps' } } })
  expect(facts.position?.lat).toBeCloseTo(50.0614, 4)
  expect(facts.position?.lng).toBeCloseTo(19.9372, 4)
  const finding = facts.placement.find(({ code }) => code === 'far-from-order')
  expect(finding?.distanceM).toBeGreaterThan(50)
  expect(await receiverSteps(page)).toEqual([])
})

test('a measurement is good enough before its end, and a cancelled one frees its port for the next', async ({ app }) => {
  const { page } = app
  const { keyboard } = page
  await toPosition(app)
  await keyboard.press('1')
  await keyboard.press('Enter')
  const start = page.getByRole('button', { name: 'Start receiving' })
  await expect(start).toBeEnabled()
  await start.press('Enter')
  await expect(page.getByRole('heading', { name: /^Measuring/ })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Which receiver measures it?' })).toBeVisible()
  await expect(start).toBeEnabled()
  await start.press('Enter')
  await page.getByRole('button', { name: /^Good enough: use \d+ fixes/ }).press('Enter')
  const agree = await page.getByText(/^\d+ fixes agree/).textContent()
  expect(Number.parseInt(agree ?? '', 10)).toBeGreaterThanOrEqual(3)
  expect(Number.parseInt(agree ?? '', 10)).toBeLessThan(30)
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Where is it?' })).toBeVisible()
})

test('a measurement goes on behind the question who is at work, and going back from it loses nothing', async ({ app }) => {
  const { page } = app
  const { keyboard } = page
  await toPosition(app)
  await keyboard.press('1')
  await keyboard.press('Enter')
  const start = page.getByRole('button', { name: 'Start receiving' })
  await expect(start).toBeEnabled()
  await page.getByLabel('Average').selectOption({ label: '10 fixes, about 10 seconds' })
  await start.press('Enter')
  await expect(page.getByText(/^[3-5] of 10 fixes/)).toBeVisible()

  const who = page.getByRole('button', { name: 'Who are you?' })
  await who.click()
  await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Measuring/ })).toBeHidden()
  await keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^Measuring/ })).toBeVisible()
  await expect(page.getByText(/^([4-9]|10) of 10 fixes/)).toBeVisible()
  await who.click()
  await page.getByLabel('Your name').fill('Wren')
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Wren' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Measured: good' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Use this position' })).toBeFocused()

  await keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Use the 10 fixes so far' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('radio', { name: /^As found before.*measured, 10 fixes/ })).toBeVisible()
  // Also when the whole field was left.
  await keyboard.press('Escape')
  await app.goTo('Field')
  await expect(page.getByRole('radio', { name: /^As found before.*measured, 10 fixes/ })).toBeChecked()
})

test('a receiver that is pulled out says so, keeps what it averaged, and leaves nothing half done', async ({ app }) => {
  const { page } = app
  const { keyboard } = page
  await toPosition(app)
  await keyboard.press('1')
  await keyboard.press('Enter')
  await page.getByRole('radio', { name: /^Another path/ }).check()
  await page.getByLabel('Path of the port').fill('simulated:receiver?fault=unplug-3000')
  await keyboard.press('Enter')
  await expect(page.getByText(/^\d+ of 30 fixes/)).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: /Kept: the average of \d+ fixes/ })).toBeVisible()
  await page.getByRole('button', { name: /^Use the \d+ fixes so far/ }).click()
  await expect(page.getByRole('heading', { name: 'Is this the right place?' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('radio', { name: /^As found before/ })).toBeVisible()

  // The hotspot is: its record was not signed.
  await page.reload()
  await expect(page.getByRole('heading', { name: 'A device was left half way' })).toBeVisible()
  await expect(page.getByRole('radio', { name: /^Brisk Copper Heron/ })).toBeVisible()
})

test('the map is moved under the cross by the keyboard, and what was taken is signed as from the map', async ({ app }) => {
  const { page } = app
  const { keyboard } = page
  const field = await toPosition(app)
  await keyboard.press('2')
  await keyboard.press('Enter')
  const map = page.getByRole('application', { name: 'Map of the place' })
  await expect(map).toBeFocused()
  const place = page.getByTestId('place')
  await expect(place).toBeVisible()
  await expect(page.getByText("At the work order's place")).toBeVisible()
  for (let steps = 0; steps < 5; steps++) await keyboard.press('Shift+ArrowUp')
  await keyboard.press('+')
  await keyboard.press('ArrowUp')
  await expect(page.getByText(/^\d+ m north of the work order's place/)).toBeVisible()
  await expect(map).toHaveAttribute('data-zoom', '18.00')
  const [, degrees = ''] = /^(\d+\.\d+)° north/.exec((await place.textContent()) ?? '') ?? []
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Is this the right place?' })).toBeVisible()
  await keyboard.press('Enter')
  const { facts } = await signed(page, field)
  expect(facts).toMatchObject({ positionFixed: false, position: { source: 'map', fix: null } })
  expect(facts.position?.lat.toFixed(5)).toBe(degrees)
  expect(facts.placement.map(({ code }) => code)).toContain('far-from-order')
})

/** The demo's next work order and the hotspot inside the program, up to the step of the position. */
async function toPosition(app: ConsolePage): Promise<FieldPage> {
  const { page } = app
  const field = new FieldPage(app)
  await app.loadDemo()
  await field.openTrainingHotspot()
  await field.connect()
  await page.getByRole('button', { name: 'Set the position' }).click()
  await page.getByRole('heading', { name: 'Where is it?' }).waitFor()
  return field
}

async function signed(page: Page, field: FieldPage): Promise<ProvisioningFileV2> {
  await page.getByRole('button', { name: 'Sign record' }).press('Enter')
  await page.getByRole('button', { name: 'Without a label' }).press('Enter')
  await page
    .getByRole('status')
    .filter({ hasText: /ecord saved/ })
    .waitFor()
  const record = await field.saveRecord()
  expect(verifyProvisioning(record)).toEqual([])
  return record
}

/** Records of receivers: there are none, since a receiver is not put into service. */
async function receiverSteps(page: Page): Promise<unknown[]> {
  const { provisionings = [] } = await readRecords(page)
  return provisionings.filter((record) => JSON.stringify(record).includes('simulated:receiver'))
}
