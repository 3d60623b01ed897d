/** Which network a device joins, and with which password: what is sent is what was chosen, and nothing is sent unasked. */
import type { Page } from '@playwright/test'
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import { FieldPage } from '../pages/FieldPage'
import { expect } from './consoleTest'
import { test } from './fieldTest'

test('a network whose name is not UTF-8 is joined by its bytes', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await toNetworks(page, field, port.path)
  await page.getByRole('radio', { name: /^Caf/ }).check()
  await field.joinWithTrainingPassword()
  await expect(page.getByRole('heading', { name: 'Connected', exact: true })).toBeVisible()
})

test('a typed network gets an empty password only when it is said to be open', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await toNetworks(page, field, port.path)
  await page.getByRole('radio', { name: 'Another network' }).check()
  await page.getByLabel('Network name').fill('Library Guest')
  await page.getByRole('button', { name: 'Connect to Library Guest' }).click()
  await expect(page.getByLabel('Wi-Fi password', { exact: true })).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: /joining the network/ })).toBeHidden()
  await page.getByRole('checkbox', { name: /^An open network/ }).check()
  await expect(page.getByLabel('Wi-Fi password', { exact: true })).toBeHidden()
  await page.getByRole('button', { name: 'Connect to Library Guest' }).click()
  await field.keepNames()
})

test('a choice of the keychain on a system without one is what the screen shows: used once', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await page.evaluate(() => localStorage.setItem('commonmast.field', JSON.stringify({ keep: 'keychain' })))
  await page.reload()
  await toNetworks(page, field, port.path)
  await page.getByRole('radio', { name: /^Mast-North/ }).check()
  await expect(page.getByLabel('Keep it for the next devices')).toHaveValue('no')
  await field.joinWithTrainingPassword()
})

test('a key that is held down does not walk through the steps', async ({ app, port }) => {
  const { page } = app
  const { keyboard } = page
  const field = new FieldPage(app)
  await toNetworks(page, field, port.path)
  await page.getByRole('radio', { name: /^Mast-North/ }).check()
  await page.getByLabel('Wi-Fi password', { exact: true }).fill(trainingPassword)
  await keyboard.down('Enter')
  const keep = page.getByRole('button', { name: 'Keep its name' })
  await expect(keep).toBeVisible({ timeout: 60_000 })
  // Each further one is a repetition.
  for (let press = 0; press < 5; press++) await keyboard.down('Enter')
  await keyboard.up('Enter')
  await expect(keep).toBeEnabled()
  await field.keepNames()
})

/** Opens the port and listens for networks. */
async function toNetworks(page: Page, field: FieldPage, path: string): Promise<void> {
  await field.identifyAt(path, 'No work order')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByRole('radio', { name: /^Mast-North/ }).waitFor()
}
