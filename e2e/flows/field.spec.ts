/** A device over a real serial driver: a simulated hotspot behind a pseudo-terminal, which can lose its cable. */
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import { provisioningFileSchema } from '#core/provisioning/provisioningFile'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { FieldPage } from '../pages/FieldPage'
import { readRecords } from '../pages/readRecords'
import { type HotspotOnPty, simulatedHotspotOnPty } from '../simulators/hotspot'
import { test as base, expect } from './consoleTest'

interface SerialPort {
  /** What the console opens; stays the same from one device to the next. */
  path: string
  plugIn(faults?: Parameters<typeof simulatedHotspotOnPty>[0]): Promise<HotspotOnPty>
}

const test = base.extend<{ port: SerialPort }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
  port: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'commonmast-port-'))
    const path = join(folder, 'ttyMast')
    const plugged: HotspotOnPty[] = []
    await use({
      path,
      async plugIn(faults) {
        const hotspot = await simulatedHotspotOnPty(faults)
        plugged.push(hotspot)
        await rm(path, { force: true })
        await symlink(hotspot.path, path)
        return hotspot
      },
    })
    for (const hotspot of plugged) await hotspot.stop()
    await rm(folder, { recursive: true })
  },
})

test('a device goes into service by the keyboard alone: a wrong password, then the right one', async ({ app, port }) => {
  await port.plugIn()
  const { page } = app
  const { keyboard } = page
  await page.locator('body').press('g')
  await keyboard.press('i')
  await expect(page.getByRole('radio', { name: 'No work order' })).toBeFocused()
  await keyboard.press('Enter')

  const path = page.getByLabel('Path of the port')
  await page.getByRole('radio', { name: /TRAINING/ }).waitFor()
  await expect(page.getByRole('group', { name: 'Port' }).getByRole('radio').first()).toBeFocused()
  // Up from the first goes round to the last: another path.
  await keyboard.press('ArrowUp')
  await tabTo(path)
  await keyboard.type(port.path)
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Scan for networks' })).toBeFocused()
  await keyboard.press('Enter')

  await expect(page.getByRole('radio', { name: /Mast-North/ })).toBeFocused()
  const password = page.getByLabel('Wi-Fi password', { exact: true })
  await tabTo(password)
  await keyboard.type('not this one')
  await keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('password')
  await tabTo(password)
  await expect(password).toHaveValue('')
  await keyboard.type(trainingPassword)
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Connected', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Set the position' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: /^No position/ })).toBeFocused()
  await keyboard.press('ArrowUp')
  await tabTo(page.getByLabel('Latitude'))
  await keyboard.type('41.1496')
  await keyboard.press('Tab')
  await keyboard.type('-8.6110')
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign record' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByText('In service, record saved')).toBeVisible()

  await tabTo(page.getByRole('button', { name: 'Save record' }))
  const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')])
  const record = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(verifyProvisioning(record)).toEqual([])
  expect(provisioningFileSchema.parse(record).facts).toMatchObject({
    identified: true,
    connected: true,
    network: { ssid: 'Mast-North' },
    position: { lat: 41.1496, lng: -8.611, source: 'typed' },
  })
  await keyboard.press('Escape')
  await expect(page.getByRole('navigation')).toBeVisible()
})

test('the cable is pulled: what is known stays, the port opens again, and the next session is whole', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  const hotspot = await port.plugIn()
  await field.identifyAt(port.path, 'No work order')
  await hotspot.pullCable()
  await expect(page.getByRole('heading', { name: 'The port is gone' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('what was done so far is kept')
  await expect(page.getByRole('region', { name: 'What is known' })).toContainText('Brisk Copper Heron')

  const again = page.getByRole('button', { name: 'Open the port again' })
  await again.click()
  await expect(page.getByRole('alert')).toContainText('There is no port')
  await expect(page.getByRole('button', { name: 'Sign what is known' })).toBeVisible()

  await port.plugIn()
  await again.click()
  await expect(page.getByRole('button', { name: 'Scan for networks' })).toBeVisible()
  await field.connect()
  const record = await field.sign()
  expect(verifyProvisioning(record)).toEqual([])
  expect(record.facts).toMatchObject({ connected: true, network: { ssid: 'Mast-North' } })

  await page.getByRole('button', { name: 'Next device' }).click()
  await field.identifyAt(port.path, 'No work order')
})

test('the cable is pulled and nobody comes back: what was seen is signed, and no more', async ({ app, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  const hotspot = await port.plugIn()
  await field.identifyAt(port.path, 'No work order')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByRole('radio', { name: /Mast-North/ }).waitFor()
  await hotspot.pullCable()
  await page.getByRole('button', { name: 'Sign what is known' }).click()
  await page.getByRole('button', { name: 'Look at the record' }).click()
  await page.getByRole('button', { name: 'Sign record' }).click()
  await expect(page.getByText('Record saved, device not connected')).toBeVisible()
  const { text } = await app.downloadBy('Save record')
  const record = provisioningFileSchema.parse(JSON.parse(text))
  expect(verifyProvisioning(record)).toEqual([])
  expect(record.facts).toMatchObject({ identified: true, connected: false, network: null, position: null })
})

test('the cable is pulled in the middle of an answer: the device stays unknown and nothing can be signed', async ({
  app,
  port,
}) => {
  const { page } = app
  await port.plugIn({ faults: { unplugAfterBytes: 30 } })
  await app.goTo('Field')
  await page.getByRole('button', { name: 'Choose the port' }).click()
  await page.getByRole('radio', { name: 'Another path' }).check()
  await page.getByLabel('Path of the port').fill(port.path)
  await page.getByRole('button', { name: 'Open and identify' }).click()
  await expect(page.getByRole('heading', { name: 'The port is gone' })).toBeVisible()
  await expect(page.getByText('The device had not said who it is')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign what is known' })).toBeHidden()

  await port.plugIn()
  await page.getByRole('button', { name: 'Open the port again' }).click()
  await expect(page.getByRole('heading', { name: 'Brisk Copper Heron' })).toBeVisible()
})

test('the hotspot inside the program says TRAINING, on the screen and in its record', async ({ app }) => {
  const { page } = app
  const field = new FieldPage(app)
  await app.goTo('Field')
  await expect(page.getByText('simulated hotspot', { exact: false })).toBeHidden()
  await field.openTrainingHotspot()
  const stripe = page.getByRole('status').filter({ hasText: 'TRAINING' })
  await expect(stripe).toContainText('simulated hotspot')
  await field.connect()
  const record = await field.sign()
  expect(record.facts.simulated).toBe(true)
  await page.getByRole('button', { name: 'Next device' }).click()
  await expect(stripe).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: 'Brisk Copper Heron' })).toContainText('TRAINING')
})

test('no Wi-Fi password is anywhere afterwards, not even a wrong one', async ({ app, running, port }) => {
  const { page } = app
  const field = new FieldPage(app)
  await port.plugIn()
  await field.identifyAt(port.path, 'No work order')
  await page.getByRole('button', { name: 'Scan for networks' }).click()
  await page.getByRole('radio', { name: /Mast-North/ }).check()
  await page.getByLabel('Wi-Fi password', { exact: true }).fill('wr0ng-Xylophone-7731')
  await page.getByRole('button', { name: /^Connect to / }).click()
  await page.getByRole('alert').waitFor()
  // An open network that is typed as a hidden one takes any password.
  await page.getByRole('radio', { name: 'Another network' }).check()
  await page.getByLabel('Network name').fill('Library Guest')
  await page.getByLabel('Wi-Fi password', { exact: true }).fill('r1ght-Zeppelin-4402')
  await page.getByRole('button', { name: 'Connect to Library Guest' }).click()
  await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor()
  const record = await field.sign()
  await app.goTo('Settings')
  await page.getByRole('tab', { name: 'Backups' }).click()
  const backup = await app.downloadBy('Save a backup')
  await page.getByRole('row').filter({ hasText: 'commonmast-' }).waitFor()

  const places = {
    record: JSON.stringify(record),
    backup: backup.text,
    records: JSON.stringify(await readRecords(page)),
    storage: await page.evaluate(() => JSON.stringify([localStorage, sessionStorage])),
    screen: await page.content(),
    ...(await readFolder(running.dataDir)),
  }
  // What was joined is there, so the search looks in the right places.
  expect(Object.entries(places).flatMap(([place, text]) => (text.includes('Library Guest') ? place : []))).toEqual(
    expect.arrayContaining(['record', 'backup', 'records', 'journal.jsonl', expect.stringMatching(/^backups/)]),
  )
  for (const secret of ['wr0ng-Xylophone-7731', 'r1ght-Zeppelin-4402']) {
    for (const form of [secret, Buffer.from(secret).toString('base64').slice(0, -4), Buffer.from(secret).toString('hex')]) {
      expect(Object.keys(places).filter((place) => places[place as keyof typeof places].includes(form))).toEqual([])
    }
  }
})

/** Presses Tab until `target` has the focus, as a person would. */
async function tabTo(target: Locator): Promise<void> {
  const page: Page = target.page()
  await target.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${target}`)
}

/** Every file under `folder`, by its path in it. */
async function readFolder(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'latin1')])),
  )
}
